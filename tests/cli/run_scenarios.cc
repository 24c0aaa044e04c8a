// Runs the commands of a scenario, or of the console blocks of a Markdown page, and holds what they
// print against what stands there.
//
//   run_scenarios [--update] --cairn PROGRAM --root FOLDER FILE...
//
// A scenario is read line by line:
//   $ command      run by sh, in a folder of the file's own with nothing in it
//   > more         further lines of the command
//   @now MOMENT    sets the clock
//   [3]            the exit code, where it is not 0
//   # remark       (in .scenario files)
//   anything else  is expected output, standard error included; `...` alone on a line stands for
//   any
//                  lines, `[..]` in a line for any text.
// --update writes what was printed into the file instead; read the difference before it is
// committed.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Step {
  std::string command;
  std::string now;                    // the clock from here on, where it changes
  std::vector<std::string> expected;  // lines
  int code = 0;
  std::size_t line = 0;  // of the command, from 1
};

// A file as pieces that are kept as they are and steps.
struct Piece {
  std::vector<std::string> verbatim;
  bool is_step = false;
  Step step;
};

struct Settings {
  bool update = false;
  std::string cairn;
  std::string root;
};

std::vector<std::string> read_lines(const fs::path& file) {
  std::ifstream in(file);
  if (!in) {
    std::cerr << file.string() << ": can't be read\n";
    std::exit(2);
  }
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool is_code(const std::string& line) {
  return line.size() >= 3 && line.size() <= 5 && line.front() == '[' && line.back() == ']' &&
         line.find_first_not_of("0123456789", 1) == line.size() - 1;
}

std::vector<Piece> parse(const fs::path& file) {
  const bool markdown = file.extension() == ".md";
  const std::vector<std::string> lines = read_lines(file);
  std::vector<Piece> pieces;
  bool inside = !markdown;
  const auto keep = [&](const std::string& line) {
    if (pieces.empty() || pieces.back().is_step) pieces.emplace_back();
    pieces.back().verbatim.push_back(line);
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (markdown && line.starts_with("```")) {
      inside = !inside && line == "```console";
      keep(line);
    } else if (!inside) {
      keep(line);
    } else if (line.starts_with("$ ")) {
      Piece piece;
      piece.is_step = true;
      piece.step.command = line.substr(2);
      piece.step.line = i + 1;
      while (i + 1 < lines.size() && (lines[i + 1].starts_with("> ") || lines[i + 1] == ">")) {
        ++i;
        piece.step.command += '\n' + (lines[i].size() > 2 ? lines[i].substr(2) : "");
      }
      while (i + 1 < lines.size()) {
        const std::string& next = lines[i + 1];
        if (next.starts_with("$ ") || next.starts_with("@now ") ||
            (!markdown && next.starts_with("# ")) || (markdown && next.starts_with("```"))) {
          break;
        }
        ++i;
        if (is_code(next)) {
          piece.step.code = std::atoi(next.c_str() + 1);
          break;
        }
        piece.step.expected.push_back(next);
      }
      // Blank lines before the next command part the two; they are no output.
      std::vector<std::string> blank;
      auto& expected = piece.step.expected;
      while (piece.step.code == 0 && !expected.empty() && expected.back().empty()) {
        expected.pop_back();
        blank.emplace_back();
      }
      pieces.push_back(std::move(piece));
      for (const std::string& empty : blank) keep(empty);
    } else if (line.starts_with("@now ")) {
      keep(line);
      pieces.back().step.now = line.substr(5);
    } else {
      keep(line);
    }
  }
  return pieces;
}

bool fits(const std::string& pattern, const std::string& line) {
  const std::size_t hole = pattern.find("[..]");
  if (hole == std::string::npos) return pattern == line;
  if (line.compare(0, hole, pattern, 0, hole) != 0) return false;
  const std::string rest = pattern.substr(hole + 4);
  for (std::size_t at = hole; at <= line.size(); ++at) {
    if (fits(rest, line.substr(at))) return true;
  }
  return false;
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& lines,
          std::size_t p = 0, std::size_t l = 0) {
  if (p == pattern.size()) return l == lines.size();
  if (pattern[p] == "...") {
    for (std::size_t at = l; at <= lines.size(); ++at) {
      if (fits(pattern, lines, p + 1, at)) return true;
    }
    return false;
  }
  return l < lines.size() && fits(pattern[p], lines[l]) && fits(pattern, lines, p + 1, l + 1);
}

struct Outcome {
  std::vector<std::string> lines;
  int code = 0;
};

Outcome execute(const std::string& command) {
  // A group of its own, so that the redirection holds for every part of the command.
  std::FILE* pipe = popen(("{ " + command + "\n} 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return {{"(could not be run)"}, 127};
  std::string text;
  std::array<char, 4096> block{};
  for (std::size_t n; (n = fread(block.data(), 1, block.size(), pipe)) > 0;) {
    text.append(block.data(), n);
  }
  Outcome outcome;
  const int status = pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) outcome.lines.push_back(line);
  return outcome;
}

void set_up(const Settings& settings, const fs::path& folder) {
  for (const char* name : {"CAIRN_DB", "CAIRN_CATALOG", "NO_COLOR", "LC_ALL", "LC_CTYPE",
                           "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "COLUMNS"}) {
    unsetenv(name);
  }
  const std::string path = fs::path(settings.cairn).parent_path().string() + ":/usr/bin:/bin";
  setenv("PATH", path.c_str(), 1);
  setenv("HOME", (folder / "home").c_str(), 1);
  setenv("LANG", "C.UTF-8", 1);
  setenv("COLUMNS", "80", 1);
  setenv("TERM", "xterm", 1);
  setenv("CAIRN_NOW", "2027-03-14T18:05:00+01:00", 1);
  setenv("CAIRN_ROOT", settings.root.c_str(), 1);
  fs::create_directories(folder / "home");
  fs::create_directories(folder / "here");
  fs::current_path(folder / "here");
}

// The set-up commands of a page are not run here, where they would run these tests again:
// continuous integration runs them, and this sees to it that it does.
bool is_run_by_ci(const Settings& settings, const std::string& command) {
  std::string ci;
  for (const std::string& line : read_lines(fs::path(settings.root) / ".ci" / "run"))
    ci += line + '\n';
  return ci.find(command) != std::string::npos;
}

int run_file(const Settings& settings, const fs::path& file) {
  std::vector<Piece> pieces = parse(fs::absolute(file));
  const fs::path target = fs::absolute(file);
  std::string pattern = (fs::temp_directory_path() / "cairn-scenario-XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  set_up(settings, folder);
  int failures = 0, steps = 0;
  for (Piece& piece : pieces) {
    if (!piece.is_step) {
      if (!piece.step.now.empty()) setenv("CAIRN_NOW", piece.step.now.c_str(), 1);
      continue;
    }
    Step& step = piece.step;
    ++steps;
    if (step.command.starts_with("./dev ")) {
      if (!is_run_by_ci(settings, step.command)) {
        std::cout << target.string() << ':' << step.line << ": .ci/run does not run this\n";
        ++failures;
      }
      continue;
    }
    setenv("CAIRN_SEED", std::to_string(steps).c_str(), 1);
    const Outcome outcome = execute(step.command);
    if (fits(step.expected, outcome.lines) && step.code == outcome.code) continue;
    if (settings.update) {
      step.expected = outcome.lines;
      step.code = outcome.code;
      for (std::string& line : step.expected) {
        // The folder is another one every time.
        for (std::size_t at; (at = line.find(folder.string())) != std::string::npos;) {
          line.replace(at, folder.string().size(), "[..]");
        }
      }
      continue;
    }
    ++failures;
    std::cout << target.string() << ':' << step.line << ": $ " << step.command << '\n';
    for (const std::string& line : step.expected) std::cout << "  - " << line << '\n';
    for (const std::string& line : outcome.lines) std::cout << "  + " << line << '\n';
    if (step.code != outcome.code) {
      std::cout << "  exit code " << outcome.code << ", not " << step.code << '\n';
    }
  }
  if (settings.update) {
    std::ofstream out(target);
    for (const Piece& piece : pieces) {
      for (const std::string& line : piece.verbatim) out << line << '\n';
      if (!piece.is_step) continue;
      std::string command = piece.step.command;
      for (std::size_t at = 0; (at = command.find('\n', at)) != std::string::npos; at += 3) {
        command.replace(at, 1, "\n> ");
      }
      out << "$ " << command << '\n';
      for (const std::string& line : piece.step.expected) out << line << '\n';
      if (piece.step.code != 0) out << '[' << piece.step.code << "]\n";
    }
  }
  fs::current_path("/");
  fs::remove_all(folder);
  std::cout << target.filename().string() << ": " << steps << " commands, " << failures
            << " not as they stand\n";
  if (steps == 0) std::cout << "a file without a command tests nothing\n";
  return failures + (steps == 0 ? 1 : 0);
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--update") {
      settings.update = true;
    } else if (word == "--cairn" && i + 1 < argc) {
      settings.cairn = fs::absolute(argv[++i]).string();
    } else if (word == "--root" && i + 1 < argc) {
      settings.root = fs::absolute(argv[++i]).string();
    } else {
      files.push_back(fs::absolute(word));
    }
  }
  int failures = 0;
  for (const fs::path& file : files) failures += run_file(settings, file);
  return failures == 0 ? 0 : 1;
}
