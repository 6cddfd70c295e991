import { from } from './case'

/** What undo scripts and their journal are made of. */
export const undo = [
  ...from(
    'set -eu; J=$PWD/j; mkdir -p "$J"; printf "old\\n" > conf; cp -p conf "$J/001-conf.bak"; printf "new\\n" > conf; sum=$(sha256sum conf | cut -d" " -f1); now=$(sha256sum < conf | cut -d" " -f1); [ "$sum" = "$now" ] && cat "$J/001-conf.bak" > conf; cat conf',
    'for s in $(ls -r 2>/dev/null); do :; done; touch 001-a.sh 002-b.sh; for s in $(printf "%s\\n" [0-9]*.sh | sort -r); do echo "$s"; mv "$s" "$s.done"; done; ls',
    'echo \'echo undone; exit 0\' > 001.sh; echo \'exit 3\' > 002.sh; status=0; for s in 002.sh 001.sh; do if out=$(sh "./$s" 2>&1); then echo "$s ok $out"; else echo "$s failed $?"; status=3; fi; done; exit $status',
    'printf \'put_back() {\\n  if [ -e "$1.bak" ]; then cp -p "$1.bak" "$1"; else rm -f "$1"; fi\\n}\\n\' > undo.sh; echo a > f.bak; echo b > f; echo c > g; . ./undo.sh; put_back f; put_back g; cat f; ls',
    'cat > 001-x.sh.tmp <<\'EOF\'\n#!/bin/sh\n# undo: x\nset -eu\necho "undoing $1"\nEOF\nchmod 700 001-x.sh.tmp; sync 001-x.sh.tmp; mv 001-x.sh.tmp 001-x.sh; sh 001-x.sh it; stat -c %a 001-x.sh',
    'if ! mkdir l 2>/dev/null; then echo held; fi; if mkdir l 2>/dev/null; then echo again; else echo held; fi; rmdir l',
    'printf "%s\\t%s\\t%s\\n" 001 undone ""; printf "%s\\n" "a\\b"; x="a\tb"; echo "${x#*\t}"',
    'key="# kubesonic"; printf "127.0.0.1 localhost\\n" > h; grep -qxF "10.0.0.1 x $key" h || printf "%s\\n" "10.0.0.1 x $key" >> h; cat h; grep -vxF "10.0.0.1 x $key" h > h.tmp || :; cat h.tmp > h; cat h',
    "sh -c 'umask 077; cat > f' <<< secret; stat -c %a f; cat f",
    'i=0; until [ -e flag ]; do i=$((i+1)); [ $i -ge 3 ] && touch flag; sleep 0.01; done; echo $i',
    'test -e armed && echo armed || { echo "not armed" >&2; exit 4; }',
    'f=; for d in /nosuch /tmp; do [ -d "$d" ] && f=$d && break; done; echo $f',
    'sed -n "s/^state=//p" <<< "state=running"; expr "x001-abc" : "x\\([0-9]*\\)"',
    'case "$(uname -s)" in Linux) echo linux;; esac; id -u | grep -c "^[0-9]*$"; [ "$(id -un)" = "$(whoami)" ] && echo me',
  ),
  { script: 'cat > f; wc -c < f', stdin: 'piped in\n' },
  { script: 'read -r first; echo "<$first>"; cat', stdin: 'one\ntwo\nthree\n' },
  { script: 'sh -c "cat; echo end"', stdin: 'to the child\n' },
  { script: 'while read -r x; do sh -c "echo $x"; done', stdin: 'a\nb\n' },
]
