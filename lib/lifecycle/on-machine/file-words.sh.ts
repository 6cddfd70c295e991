import { root } from '../../host/command'

/** The second half of `undo.sh`: words for files. See lib/host/file-changes.ts, which writes with them. */
export const fileWords = root`
# find_file FILE: sets $store, the prefix of what is put aside of it, $file, where it really is, and $beside, a name next to it.
find_file() {
  rest=\${1#/} store=$ENTRY.
  while :; do
    case $rest in */*) store=$store\${rest%%/*}_ rest=\${rest#*/} ;; *) break ;; esac
  done
  store=$store$rest
  file=$(readlink -f "$1" 2>/dev/null) || file=$1
  beside=\${file%/*}/.kubesonic.\${ENTRY##*/}
}
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
  find_file "$1"
  directory=\${1%/*}
  while [ ! -d "$directory/" ]; do
    printf '%s\n' "$directory" >> "$ENTRY.directories"
    directory=\${directory%/*}
  done
  sum_of "$1" > "$store.was"
  if [ -e "$1" ]; then
    cp -p "$file" "$store.before"
    mode_of "$file" > "$store.mode"
    sync "$store.before" "$store.was"
  else
    sync "$store.was"
  fi
}

# leave_file FILE CONTENT [MODE OWNER]: what we leave is noted before it is there. CONTENT is a file, and goes.
leave_file() {
  [ -d "\${1%/*}/" ] || mkdir -p "\${1%/*}"
  find_file "$1"
  if in_place "$1"; then new=$store.new; else new=$beside; fi
  umask 077
  cat "$2" > "$new"
  umask 022
  rm -f "$2"
  mode=644 owner=0:0
  if [ $# -ge 4 ]; then mode=$3 owner=$4; elif [ -e "$store.mode" ]; then read -r mode owner < "$store.mode"; fi
  chown "$owner" "$new"
  chmod "$mode" "$new"
  sum_of "$new" > "$store.left"
  sync "$store.left" "$new"
  if in_place "$1"; then cat "$new" > "$file"; rm -f "$new"; else mv -f "$new" "$file"; fi
}

# leave_nothing FILE: removes it.
leave_nothing() {
  find_file "$1"
  echo absent > "$store.left"
  sync "$store.left"
  rm -f "$1"
}

# add_line FILE LINE KEY: LINE takes the place of every line that has KEY among its words.
add_line() {
  find_file "$1"
  : > "$store.displaced"
  : > "$store.others"
  while IFS= read -r line || [ -n "$line" ]; do
    target=others
    case $line in "#"*) ;; *) if has_word "$line" "$3"; then target=displaced; fi ;; esac
    printf '%s\n' "$line" >> "$store.$target"
  done < "$1"
  if [ "$(cat "$store.displaced")" = "$2" ]; then return; fi
  printf '%s\n' "$2" >> "$store.others"
  leave_file "$1" "$store.others"
}
blank='[ 	]'
has_word() { case " $1 " in *$blank"$2"$blank*) ;; *) return 1 ;; esac; }

# replace_text FILE TEXT SED: TEXT must be there.
replace_text() {
  grep -qF -e "$2" "$1" || { echo "$1 does not contain '$2', which was to be replaced" >&2; exit 1; }
  find_file "$1"
  sed -e "$3" "$1" > "$store.edited"
  leave_file "$1" "$store.edited"
}

# left_alone FILE: is it as it was before us, or as we left it?
left_alone() {
  now=$(sum_of "$1")
  read -r was < "$store.was"
  left=$was
  [ ! -s "$store.left" ] || read -r left < "$store.left"
  [ "$now" = "$was" ] || [ "$now" = "$left" ] || { in_place "$1" && [ ! -s "$1" ]; }
}

# put_back FILE: as it was before us, if it is as we left it.
put_back() {
  find_file "$1"
  rm -f "$beside"
  if ! left_alone "$1"; then
    say_kept "$1 was changed by somebody else meanwhile and is left as it is; what was there before is in $store.before"
  elif [ "$was" = absent ]; then
    rm -f "$file"
  else
    if [ "$now" = "$was" ]; then :; elif in_place "$1"; then cat "$store.before" > "$file"; else
      cp -p "$store.before" "$beside"
      mv -f "$beside" "$file"
    fi
    read -r mode owner < "$store.mode"
    if [ "$(mode_of "$file")" != "$mode $owner" ]; then chown "$owner" "$file"; chmod "$mode" "$file"; fi
  fi
}

# put_line_back FILE LINE: takes only our line out where the rest was changed meanwhile.
put_line_back() {
  find_file "$1"
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
