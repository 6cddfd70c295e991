import { root } from '../host/command'

/** The second half of `undo.sh`: words for files. See lib/host/file-changes.ts, which writes with them. */
export const fileWords = root`
store_of() { printf '%s.%s' "$ENTRY" "$(printf '%s' "\${1#/}" | tr / _)"; }
real_of() { readlink -f "$1" 2>/dev/null || printf '%s\n' "$1"; }
beside() { printf '%s/.kubesonic.%s' "$(dirname "$1")" "\${ENTRY##*/}"; }
mode_of() { stat -c '%a %u:%g' "$1"; }

# sum_of FILE: its content as one word.
sum_of() {
  if [ ! -f "$1" ]; then echo absent; return; fi
  set -- $(sha256sum < "$1")
  echo "$1"
}

# in_place FILE: is it one that containers mount, so that no other can be moved over it?
in_place() { case $1 in /etc/hosts | /etc/hostname | /etc/resolv.conf) ;; *) return 1 ;; esac; }

# keep_file FILE: puts aside content, mode and owner, and which of its directories are missing.
keep_file() {
  [ ! -d "$1" ] || { echo "$1 is a directory" >&2; exit 1; }
  store=$(store_of "$1")
  directory=$(dirname "$1")
  while [ ! -d "$directory" ]; do
    printf '%s\n' "$directory" >> "$ENTRY.directories"
    directory=$(dirname "$directory")
  done
  if [ -e "$1" ]; then
    cp -p "$(real_of "$1")" "$store.before"
    mode_of "$(real_of "$1")" > "$store.mode"
    sync "$store.before"
  fi
  sum_of "$1" > "$store.was"
  sync "$store.was"
}

# leave_file FILE CONTENT [MODE OWNER]: what we leave is noted before it is there. CONTENT is a file, and goes.
leave_file() {
  store=$(store_of "$1")
  mkdir -p "$(dirname "$1")"
  file=$(real_of "$1")
  if in_place "$1"; then new=$store.new; else new=$(beside "$file"); fi
  (umask 077; cat "$2" > "$new")
  rm -f "$2"
  if [ $# -lt 4 ]; then set -- "$1" "$2" $(cat "$store.mode" 2>/dev/null || echo 644 0:0); fi
  chown "$4" "$new"
  chmod "$3" "$new"
  sum_of "$new" > "$store.left"
  sync "$store.left" "$new"
  if in_place "$1"; then cat "$new" > "$file"; rm -f "$new"; else mv -f "$new" "$file"; fi
}

# leave_nothing FILE: removes it.
leave_nothing() {
  store=$(store_of "$1")
  echo absent > "$store.left"
  sync "$store.left"
  rm -f "$1"
}

# add_line FILE LINE KEY: LINE takes the place of every line that has KEY among its words.
add_line() {
  store=$(store_of "$1")
  : > "$store.displaced"
  : > "$store.others"
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in "#"*) target=others ;; *) target=$(has_word "$line" "$3" && echo displaced || echo others) ;; esac
    printf '%s\n' "$line" >> "$store.$target"
  done < "$1"
  if [ "$(cat "$store.displaced")" = "$2" ]; then return; fi
  printf '%s\n' "$2" >> "$store.others"
  leave_file "$1" "$store.others"
}
has_word() { case " $(printf '%s' "$1" | tr '\t' ' ') " in *" $2 "*) ;; *) return 1 ;; esac; }

# replace_text FILE TEXT SED: TEXT must be there.
replace_text() {
  grep -qF -e "$2" "$1" || { echo "$1 does not contain '$2', which was to be replaced" >&2; exit 1; }
  sed -e "$3" "$1" > "$(store_of "$1").edited"
  leave_file "$1" "$(store_of "$1").edited"
}

# left_alone FILE: is it as it was before us, or as we left it?
left_alone() {
  now=$(sum_of "$1") was=$(cat "$store.was") left=$(cat "$store.left" 2>/dev/null || echo "$was")
  [ "$now" = "$was" ] || [ "$now" = "$left" ] || { in_place "$1" && [ ! -s "$1" ]; }
}

# put_back FILE: as it was before us, if it is as we left it.
put_back() {
  store=$(store_of "$1") file=$(real_of "$1")
  rm -f "$(beside "$file")"
  if ! left_alone "$1"; then
    say_kept "$1 was changed by somebody else meanwhile and is left as it is; what was there before is in $store.before"
  elif [ "$was" = absent ]; then
    rm -f "$file"
  else
    if [ "$now" = "$was" ]; then :; elif in_place "$1"; then cat "$store.before" > "$file"; else
      cp -p "$store.before" "$(beside "$file")"
      mv -f "$(beside "$file")" "$file"
    fi
    [ "$(mode_of "$file")" = "$(cat "$store.mode")" ] || put_mode_back $(cat "$store.mode")
  fi
}
put_mode_back() { chown "$2" "$file"; chmod "$1" "$file"; }

# put_line_back FILE LINE: takes only our line out where the rest was changed meanwhile.
put_line_back() {
  store=$(store_of "$1")
  if left_alone "$1"; then put_back "$1"; return; fi
  if [ ! -e "$store.left" ] || ! grep -qxF -e "$2" "$1"; then return; fi
  grep -vxF -e "$2" "$1" > "$store.now" || :
  cat "$store.displaced" >> "$store.now"
  cat "$store.now" > "$1"
}

# put_back_directories: those that were not there, if they are empty again.
put_back_directories() {
  [ -e "$ENTRY.directories" ] || return 0
  while IFS= read -r directory; do
    [ ! -d "$directory" ] || rmdir "$directory" 2>/dev/null || say_kept "$directory is not empty"
  done < "$ENTRY.directories"
}
`
