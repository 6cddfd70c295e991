import { root } from '../host/command'

/**
 * Shell functions that keep a database row in a file and put it back: fields and values, a line each, because
 * sonic-db-cli prints whole rows as Python. A row is put back in one HSET, so that its readers see all of it.
 *
 *   keep_row CONFIG_DB 'TABLE|KEY' FILE        put_row_back CONFIG_DB 'TABLE|KEY' FILE
 */
export const rowBackup = root`
    keep_row() {
      sonic-db-cli "$1" HKEYS "$2" | while IFS= read -r field; do
        [ -n "$field" ] || continue
        printf '%s\n' "$field"
        sonic-db-cli "$1" HGET "$2" "$field"
      done > "$3"
    }
    put_row_back() {
      db=$1 key=$2 file=$3
      set --
      while IFS= read -r field && IFS= read -r value; do set -- "$@" "$field" "$value"; done < "$file"
      sonic-db-cli "$db" DEL "$key" > /dev/null
      [ $# -eq 0 ] || sonic-db-cli "$db" HSET "$key" "$@" > /dev/null
    }`
