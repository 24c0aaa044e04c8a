// What every command is measured against: a program that opens the same store and reads one row.
#include <sqlite3.h>

#include <iostream>

int main(int argc, char** argv) {
  sqlite3* store = nullptr;
  sqlite3_stmt* query = nullptr;
  if (argc != 2 || sqlite3_open_v2(argv[1], &store, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v2(store, "SELECT count(*) FROM sqlite_schema", -1, &query, nullptr) !=
          SQLITE_OK ||
      sqlite3_step(query) != SQLITE_ROW) {
    std::cerr << "one_row: cannot read the store\n";
    return 1;
  }
  std::cout << sqlite3_column_int64(query, 0) << '\n';
  sqlite3_finalize(query);
  sqlite3_close(store);
}
