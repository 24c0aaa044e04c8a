/// Every command's declaration; each is made in the file of its name under commands/.
#pragma once

#include "cli/command.h"

namespace cairn {

Command home_command();
Command next_command();
Command start_command();
Command stop_command();
Command done_command();
Command know_command();
Command log_command();
Command note_command();
Command tick_command();
Command undo_command();
Command redo_command();
Command status_command();

Command roadmap_command();
Command goal_command();
Command plan_command();
Command choose_command();
Command avoid_command();
Command unchoose_command();
Command why_command();
Command fit_command();
Command compare_command();

Command show_command();
Command list_command();
Command search_command();
Command interview_command();
Command stats_command();
Command map_command();
Command history_command();
Command serve_command();

Command export_command();
Command import_command();
Command sync_command();
Command backup_command();
Command restore_command();

Command check_command();
Command catalog_command();
Command new_catalog_command();
Command doctor_command();
Command completion_command();
Command help_command();

}  // namespace cairn
