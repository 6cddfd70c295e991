import { root } from '../../host/command'

/**
 * Shell functions that keep a database row in a file and put it back: fields and values, a line each, because
 * sonic-db-cli prints whole rows as Python. A row is put back in one HSET and is never away meanwhile: its readers act
 * on all they see. One that is as it was is not touched.
 *
 *   keep_row CONFIG_DB 'TABLE|KEY' FILE        put_row_back CONFIG_DB 'TABLE|KEY' FILE
 */
export const rowBackup = root`
    keep_row() {
      sonic-db-cli "$1" HKEYS "$2" > "$3.fields" || return 1
      : > "$3"
      while IFS= read -r field; do
        [ -n "$field" ] || continue
        value=$(sonic-db-cli "$1" HGET "$2" "$field" < /dev/null) || return 1
        printf '%s\n%s\n' "$field" "$value" >> "$3"
      done < "$3.fields"
    }
    fields_of() { sed -n 'p;n' "$1"; }
    put_row_back() {
      db=$1 key=$2 file=$3
      keep_row "$db" "$key" "$file.now" || return 1
      if cmp -s "$file" "$file.now"; then return; fi
      if [ ! -s "$file" ]; then
        sonic-db-cli "$db" DEL "$key" > /dev/null
        return
      fi
      set --
      while IFS= read -r field && IFS= read -r value; do set -- "$@" "$field" "$value"; done < "$file"
      sonic-db-cli "$db" HSET "$key" "$@" > /dev/null
      for field in $(fields_of "$file.now"); do
        fields_of "$file" | grep -qxF -e "$field" || sonic-db-cli "$db" HDEL "$key" "$field" > /dev/null
      done
    }`
