/** One line of shell whose output and exit code real bash and the simulated machine must agree on. */
export interface KnownDifference extends BatteryCase {
  /** Why the twin may differ here: nobody needs it, or just-bash can't be helped. */
  readonly why: string
}

export interface BatteryCase {
  readonly script: string
  readonly stdin?: string
  /** Real bash needs root for it. */
  readonly root?: true
}

const from = (...scripts: readonly string[]): BatteryCase[] => scripts.map((script) => ({ script }))
const asRoot = (...scripts: readonly string[]): BatteryCase[] =>
  scripts.map((script) => ({ script, root: true }))

const language = from(
  'echo a b; echo "a  b"; printf "%s|%5d|%-4s|\\n" x 7 y',
  'x=1; x=$((x + 2)); echo $x $((7 / 2)) $((7 % 3)) $((1 << 4))',
  'if false; then echo a; elif true; then echo b; else echo c; fi',
  'for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done',
  'i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i',
  'case foo.sh in *.txt) echo t;; f*.sh|x) echo sh;; *) echo other;; esac',
  'f() { local v=in; echo $v $1 $#; return 4; }; v=out; f a b; echo $? $v',
  'set -eu; echo a; false; echo b',
  'set -e; false || echo rescued; if false; then :; fi; ! true || echo x; echo end',
  'set -u; echo ${UNSET:-default} ${UNSET-}; echo $UNSET; echo never',
  'set -e; f() { false; echo not reached; }; f; echo b',
  'set -e; x=$(false); echo never',
  'set -o pipefail; false | true; echo $?; true | false | true; echo ${PIPESTATUS[1]}',
  'x=abc.tar.gz; echo ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${#x} ${x/abc/z} ${x:1:3}',
  'x=""; echo "${x:-d}" "${x:+p}" "${y:=assigned}" $y',
  'set -- a "b c" d; echo $# "$2"; shift; echo "$1"; for a in "$@"; do echo "<$a>"; done; echo "$*"',
  'echo "it\'s" \'single $x\' "double \\$x" back\\ slash',
  'cat <<EOF\nhello $((1+1)) $(echo sub)\nEOF',
  "cat <<'EOF'\nhello $x `cmd` \\n\nEOF",
  'cat <<-EOF\n\tindented\n\tEOF\necho after',
  'while IFS= read -r line; do echo "[$line]"; done <<EOF\n a b \n\\back\nlast\nEOF',
  'printf "a:b:c\\n" | while IFS=: read -r x y z; do echo $z $y $x; done',
  'printf "1\\n2\\n" > n; while read -r x; do echo "got $x"; true; done < n',
  'printf "x y\\n" > n; read -r a b < n; echo $b $a',
  'printf "no newline" > n; while read -r l || [ -n "$l" ]; do echo "$l"; done < n',
  '(cd /tmp && pwd); (exit 7); echo $?; { echo grouped; echo too; } | cat',
  'x=1; (x=2; echo $x); echo $x',
  "sh -c 'echo $0 $1 $#' name arg1 arg2",
  'sh -c \'exit 5\'; echo $?; bash -c \'echo "$@"\' _ a "b c"',
  "bash -euc 'echo $nope; echo b'; echo $?",
  'echo \'echo "$0|$1|$#"; exit 3\' > s.sh; sh s.sh "a b" c; echo $?; sh ./s.sh',
  "printf '#!/bin/sh\\necho run $1\\n' > s.sh; chmod +x s.sh; ./s.sh x; echo $?",
  "printf '#!/bin/sh\\necho run\\n' > s.sh; chmod 644 s.sh; ./s.sh 2>/dev/null; echo $?",
  "echo 'v=sourced; g() { echo g $1; }' > lib.sh; . ./lib.sh; echo $v; g x",
  "echo 'return 3' > lib.sh; . ./lib.sh; echo $?",
  "bash -s one <<< 'echo got $1'",
  "echo 'echo from stdin' | sh",
  'true && echo y || echo n; false && echo y || echo n; ! false; echo $?',
  'x="a b"; for w in $x; do echo $w; done; for w in "$x"; do echo "$w"; done',
  'touch g1 g2 h1; echo g*; echo z*; for f in g*; do echo "$f"; done',
  'echo {a,b}{1,2} {1..4}',
  'x=$(printf "a\\n\\n"); echo "[$x]"; y=`echo old`; echo $y',
  "VAR=inline sh -c 'echo $VAR'; export E=1; sh -c 'echo $E'; N=2; sh -c 'echo [$N]'",
  "env A=1 sh -c 'echo $A'; env -i sh -c 'echo [$HOME]'",
  'command -v sh >/dev/null && echo has; command -v nosuchtool || echo none $?',
  'type cd; type nosuchtool 2>/dev/null; echo $?',
  'nosuchtool 2>/dev/null; echo $?',
  '[ -n "" ]; echo $?; [ 3 -gt 2 ] && echo gt; [ "a" != "b" -a 1 = 1 ]; echo $?; [[ abc == a* && abc =~ b. ]]; echo $?',
  'echo out; echo err >&2; { echo o; echo e >&2; } 2>/dev/null; { echo e2 >&2; } 2>&1',
  'echo a > f; echo b >> f; cat f; cat < f | tr a-z A-Z; : > f; wc -c < f',
  'echo x &> both; cat both; (echo o; echo e >&2) > f 2>&1; cat f',
  'echo x > /no/such/dir; echo $?; echo on',
  'cat /no/such 2>/dev/null; echo $?; cat < /no/such; echo $?',
  'exec 3> f; echo three >&3; exec 3>&-; cat f',
  'eval "a=1; echo \\$a"; unset a; echo [$a]',
  'IFS=,; x="1,2,3"; set -- $x; echo $2',
  'readonly r=1; echo $r; x=5; echo $((x++)) $x; echo $((x > 5 ? 1 : 0))',
  'printf "%s\\n" a b c | { read -r first; echo $first; cat; }',
  'exit 9',
  'f() { exit 6; }; f; echo never',
  'kill -0 $$ && echo alive',
  'arr=(a b c); echo ${arr[1]} ${#arr[@]} "${arr[@]}"; arr+=(d); echo ${arr[3]}',
  "timeout 0.1 sleep 5; echo $?; timeout 5 sh -c 'exit 4'; echo $?; timeout -s KILL 0.1 sleep 5 2>/dev/null; echo $?",
  'timeout -k 1 5 echo fine; sleep 0.01; echo $?',
)

const files = from(
  'umask; umask 077; echo x > secret; mkdir d; stat -c "%a %n" secret d; umask',
  '(umask 077; echo x > s1); echo y > s2; stat -c %a s1 s2; x=$(umask 0; umask); umask',
  'umask 022; touch t; chmod 640 t; stat -c "%a %A %s %F %h" t; chmod u+x,o=r t; stat -c %a t; chmod -w t; stat -c %a t; chmod a-x,g+w t; stat -c %A t',
  'mkdir -p a/b/c; ls a; mkdir a 2>/dev/null; echo $?; mkdir -p a; echo $?; rmdir a 2>&1; rmdir a/b/c a/b a; ls -d a 2>/dev/null; echo $?',
  'mkdir -m 700 p; stat -c "%a %F" p; mkdir no/parent; echo $?',
  'echo one > a; cp a b; echo two > a; cat b; cp -p a c; cmp a c && echo same; cmp a b; echo $?; cmp -s a b; echo $?',
  'echo 1 > a; cmp a missing 2>&1; echo $?; printf "" > e; cmp a e 2>&1',
  'mkdir s; echo x > s/f; ln -s f s/l; cp -a s t; ls t; readlink t/l; cp s u 2>&1; echo $?; cp -r s u; cat u/f',
  'echo x > a; mv a b; ls; mkdir d; mv b d; ls d; mv d/b ./c; cat c; mv nosuch x 2>&1; echo $?',
  'echo x > a; echo y > b; mv a b; cat b; ls',
  'echo x > a; ln a b; echo y >> b; cat a; stat -c %h a; ln -s a l; readlink l; cat l; rm a; cat l 2>/dev/null; echo $?; cat b',
  'ln -s /etc/passwd l; ln -s x l 2>&1; echo $?; ln -sfn /tmp l; readlink l; [ -L l ] && echo link',
  'mkdir -p real; ln -s real alias; readlink -f alias/x | sed "s|.*/real|real|"; realpath nosuch/deeper 2>/dev/null; echo $?; realpath -m /a/../b//c',
  'rm nosuch 2>&1; echo $?; rm -f nosuch; echo $?; mkdir d; rm d 2>&1; rm -r d; ls; rm -rf a b c; echo $?',
  'echo abcdef > f; truncate -s 3 f; cat f; echo; stat -c %s f; truncate -s 0 f; stat -c "%s %F" f',
  't=$(mktemp); [ -f "$t" ] && stat -c %a "$t"; d=$(mktemp -d); stat -c %a "$d"; rm -r "$t" "$d"; mktemp ./xx.XXXXXX | sed "s/[^.]*$/-/"',
  'echo x > src; install -m 600 src dst; stat -c %a dst; install -d -m 750 dir; stat -c %a dir; install -D src e/f/g; ls e/f; printf data | install -m 640 /dev/stdin p; cat p; stat -c %a p',
  'echo x > f; [ -e f ] && [ -f f ] && [ -s f ] && [ -r f ] && [ -w f ] && [ ! -x f ] && [ ! -d f ]; echo $?; [ -d . ]; echo $?',
  'echo a > f; test -f f -a -s f; echo $?; [ f -nt nosuch ]; echo $?',
  'printf "b\\na\\nc\\n" > f; sort f; sort -r f | head -n 1; tail -n 1 f; head -1 f; wc -l < f; wc -l f; sed -n 2p f; cut -c1 f | uniq | wc -l',
  'printf "x=1\\ny=2\\n" > f; sed -i "s/x=1/x=9/" f; cat f; sed -i "/y=/d" f; cat f; grep -q x=9 f; echo $?; grep -c . f; grep nosuch f; echo $?',
  'printf "x=1\\n" > f; sed -i.bak "s/1/2/" f; cat f f.bak',
  'printf "a b c\\nd e f\\n" | awk \'{print $2, NR}\'; printf "k: v\\n" | awk -F": " \'{print $2}\'; echo 5 | awk \'$1 > 3 {print "big"}\'',
  'printf "a\\nb\\n" > x; printf "b\\nc\\n" > y; comm -12 x y; comm -23 x y; diff -q x y; echo $?; diff x x; echo $?',
  'printf hello | sha256sum; printf x > f; sha256sum f | cut -c1-16; sha256sum f > sums; sha256sum -c sums; printf y > f; sha256sum -c sums 2>/dev/null; echo $?',
  'printf hi | base64; echo aGk= | base64 -d; echo',
  'echo x | tee a b > /dev/null; cat a b; echo y | tee -a a; cat a',
  'mkdir -p d/e; touch d/1.sh d/e/2.sh d/x.txt; find d -name "*.sh" | sort; find d -type d | sort; find d -maxdepth 1 -type f | sort; find d -name "*.txt" -delete; ls d',
  'touch -d @1000000000 old; stat -c %Y old; touch new; [ new -nt old ] && echo newer; find . -newer old -type f',
  'touch 003-c.sh 001-a.sh 002-b.sh; ls -r *.sh; ls | sort -r | head -1; for f in $(ls -r [0-9]*.sh); do echo ${f%.sh}; done',
  'touch a .hid; mkdir d; ls; ls -a; ls -A; ls -1d *; ls -p; ls nosuch 2>&1; echo $?',
  "echo hi > f; chmod 644 f; ls -l f | cut -d\" \" -f1-2; ls -l f | awk '{print $1, $2, $5, $NF}'; ln -s f l; ls -l l | awk '{print $1, $9, $10, $11}'",
  'mkdir lock && echo got; mkdir lock 2>/dev/null || echo busy; rmdir lock; flock lk echo locked; flock -n lk sh -c "echo inner"',
  'basename /a/b.sh .sh; dirname /a/b/c; dirname x',
  'echo "a,b;c" | tr ",;" "  "; echo aabbc | tr -s ab; echo abc | tr -d b; echo abc | rev',
  'printf "1\\n2\\n3\\n" | xargs; printf "a b" | xargs -n1 echo -; printf "x\\ny\\n" | xargs -I{} echo "<{}>"',
  'seq 3; seq 2 4 | paste -s -d , -; printf "%03d\\n" 7; expr 3 + 4',
  'date -u -d @0 +%Y-%m-%dT%H:%M:%SZ; date -u -d @1700000000; date -u -d "2026-11-23 14:00:00" +%s; date +%s | grep -cE "^[0-9]{10}$"; date +%s.%N | grep -cE "^[0-9]+\\.[0-9]{9}$"',
  'cd /tmp; pwd; cd - > /dev/null; cd /nosuch 2>/dev/null; echo $?; cd; [ "$PWD" = "$HOME" ] && echo home',
  'echo x > f; mkdir d; cat d 2>&1; cp f d/; ls d; echo y > d 2>/dev/null; echo $?',
  'printf "l1\\nl2\\n" > f; { read -r a; read -r b; echo $b $a; } < f; mapfile -t m < f; echo ${m[1]}',
  'sync f0 2>/dev/null; echo $?; touch f1; sync f1; echo $?; sync; echo $?',
  'echo "tab\there"; printf "%b" "a\\tb\\n"; echo -e "x\\ny"; echo -n no; echo; printf "%s %s\\n" a b c',
  'which sh > /dev/null; echo $?; which nosuchtool; echo $?; nohup echo hup 2>/dev/null; setsid -w echo sid',
  'echo "$(cat <<EOF\ninner\nEOF\n)"; x=$(cat <<\'E\'\n$raw\nE\n); echo "$x"',
  'grep -E "^(a|b)+$" <<< ab; grep -F "a.b" <<< axb; echo $?; grep -o "[0-9][0-9]*" <<< a12b3; grep -v x <<< "y"; grep -n b <<< $\'a\\nb\'',
  'printf "10.0.0.1 host # mark\\n" > hosts; grep -v "# mark$" hosts > tmp; cat tmp > hosts; wc -c < hosts',
  'tac <<< $\'1\\n2\'; nl <<< a; fold -w 2 <<< abcd; printf "a\\tb\\n" | cut -f2; printf "b 2\\na 1\\n" | sort -k2 -n',
  'tar cf t.tar --files-from=/dev/null 2>/dev/null; mkdir td; echo x > td/f; tar -czf t.tgz td; rm -r td; tar -xzf t.tgz; cat td/f; tar -tzf t.tgz',
)

const undo = [
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

/** What `set -e` spares and what it doesn't. */
const errexit = from(
  'set -e; f() { false; echo go; return 1; }; [ a = b ] || f || :; echo end',
  'set -e; b() { [ 1 = 2 ]; }; l() { b && return 0; echo a; b && return 0; echo c; }; l || echo bad; echo end',
  'set -e; b() { false; }; l() { b || :; echo l; b; echo on; }; l || echo no; echo end',
  'set -e; f() { false; echo go; }; if f; then echo yes; fi; ! f; n=0; while f; do n=$((n+1)); [ $n -lt 2 ] || break; done; until ! f; do break; done; echo end',
  'set -e; f() { false; echo go; }; f && echo yes; g() { f; echo g; }; g && echo yes; if ! g; then echo no; fi; g; echo never',
  'set -e; f() { false && :; }; f; echo never',
  'set -e; f() ( false; echo go ); f || echo bad; f; echo never',
  'set -e; f() { echo in; return 3; }; f && echo no || echo "code $?"; ! f; echo $?; f; echo never',
  'set -e; { false && :; }; echo on; if :; then false && :; fi; for i in 1; do false && :; done; case a in a) false && :;; esac; echo on; (false && :); echo never',
  'set -e; { false && :; } || false; echo never',
  'set -e; f() { false && :; }; f || false; echo never',
  'set -e; : && false; echo never',
  'set -e; true | { false && :; }; echo never',
  'set -e; { false && :; } | false; echo never',
  'set -e; f() { false; echo go; }; f | cat; echo on; true | f; echo never',
  'set -e; (false; echo go) || echo rescued; (false; echo go); echo never',
  'set -e; eval "false; echo go" || echo no; eval "false && :"; echo never',
  'set -e; echo "false && :" > l; . ./l; echo never',
  'set -e; printf "set -e\\nfalse\\necho go\\n" > a; chmod 755 a; if ./a; then echo yes; else echo "no $?"; fi; ./a || echo "no $?"; ./a; echo never',
  'set -e; f() { false; echo go; }; x=$(f) || echo "no $?"; echo "[$x]"',
  'set -e; [ "$(false && :)" = x ] || echo none; x=$(false && :); echo never',
  'set -e; [ a = b ] || x=y; echo end; [ a = b ] && x=z; echo $x',
  'set -e; x=$(false) || code=$?; echo $code; x=$(exit 5) && : || code=$?; echo $code; x=$(false); echo never',
  'false; x=y; echo $?; false; x=$?; echo $? $x; false; x=$?$(exit 4); echo $? $x; (exit 3); x=${y:-$?} y=$?; echo $x $y $?; false | x=$?; echo $?; ! x=$?; echo $?',
  'f() { x=y; }; false; f; echo $?; false || x=1; echo $?; false; x=$((x + $?)); echo $x; false; x=`exit 6`; echo $?',
  'set -e; f() { a=$(false) || a=none; echo $a; }; f; code=0; false || code=$?; echo $code',
  'set -e; i=0; until [ $i -ge 2 ]; do i=$((i + 1)); mkdir d 2>/dev/null || { echo "busy $i"; continue; }; echo made; done; while :; do [ a = b ] && :; break; done; echo $?',
  'set -e; umask 022; (umask 077; false; echo on) || echo failed; umask; x=$(umask 077; umask); echo $x; umask',
)

/** What else undo scripts are made of. */
const words = from(
  'set -u; echo "${x:-no}" "${1-}" "${x+set}" "${x:=q}" $x; [ -z "${y-}" ] && echo empty; for i in "${y:-a b}"; do echo $i; done; set -- "${y-}"; echo $#',
  'printf \'#!/bin/sh\\necho "$@"\\n\' > a; chmod 755 a; f() { ./a 1 2 3 4 5 6 7 8 9 10 11; }; f x; eval ./a 1 2 3 4 5 6 7 8 9 10 "11 12"; set -- 1 2 3 4 5 6 7 8 9 10 "a b"; ./a "$@"; echo "./a \\"\\$@\\"" > l; . ./l',
  'eval "echo x > /no/such/dir/f" 2>/dev/null || echo refused; eval "echo on"; echo on',
  'false; eval "echo \\$?"; (exit 3); eval "f() { return 4; }"; f; echo $?; for i in 1 2; do eval break; done; echo $i; g() { eval "return 7"; echo no; }; g; echo $?; eval "echo a" "b"',
  'echo "(umask 077; echo x > s)" > l; umask 022; . ./l; umask; stat -c %a s; eval "(umask 077; : > t)"; umask; stat -c %a t',
  'set -eu; kept=; say() { kept="$kept${kept:+; }$*"; }; say one; say two; [ -n "$kept" ] || exit 0; printf "%s\\n" "$kept"; exit 3',
  'set -eu; in_place() { case $1 in /etc/hosts | /etc/hostname) ;; *) return 1 ;; esac; }; if in_place /etc/hosts; then echo yes; fi; in_place /x || echo no; if in_place /x; then :; elif [ a = a ]; then echo elif; fi',
  'set -eu; has_word() { case " $(printf "%s" "$1" | tr "\\t" " ") " in *" $2 "*) ;; *) return 1 ;; esac; }; target=$(has_word "a b c" b && echo displaced || echo others); echo $target; has_word "a b" z || echo no',
  'set -eu; printf "1 b\\n# c\\n2 d" > f; while IFS= read -r line || [ -n "$line" ]; do case $line in "#"*) echo "skip" ;; *) set -- $line; echo "$2 $#" ;; esac; done < f',
  'set -eu; p=$PWD/a/b/c; while [ ! -d "$p" ]; do echo "${p##*/}" >> dirs; p=$(dirname "$p"); done; mkdir -p a/b/c; while IFS= read -r d; do echo "$d"; done < dirs',
  'set -eu; set -- new 001-a 002-b; for last in "$@"; do :; done; number=${last##*/} number=${number%%-*}; printf "%03d\\n" $((1$number - 999))',
  'set -eu; left() { now=$1 was=$2 left=$(cat none 2>/dev/null || echo "$was"); [ "$now" = "$was" ] || [ "$now" = "$left" ] || { [ -e x ] && [ ! -s x ]; }; }; left a a && echo same; if ! left a b; then echo changed; elif [ 1 = 1 ]; then echo never; fi; : > x; left a b && echo emptied',
  'set -eu; echo "exit 3" > u.sh; set +e; output=$(sh u.sh 2>&1 < /dev/null); code=$?; set -e; case $code in 0) echo undone ;; 3) echo kept ;; 124 | 137) echo late ;; *) echo "failed $code" ;; esac',
  'set -eu; detail=$(printf "a\\n\\nb\\n" | grep . | tail -n 1 | tr "\\t" " " || :); echo "[$detail]"; none=$(printf "" | grep . | tail -n 1 || :); printf "%s\\n" "${none:-exit 4}"',
  'set -eu; take() { looks=0; until mkdir lock 2>/dev/null; do holder=$(cat lock/holder 2>/dev/null || :); if [ -n "$holder" ]; then [ "$looks" -lt 2 ] || { echo busy; return 4; }; else echo me > lock/holder; fi; looks=$((looks + 1)); done; }; take; take || echo "code $?"; take; echo never',
  'set -eu; printf "a\\n" > s.before; echo 640 0:0 > s.mode; put() { echo "$2 $1"; }; [ "$(cat s.before)" = "$(cat s.mode)" ] || put $(cat s.mode)',
  'set -eu; for s in 00[0-9]-*.sh; do if [ -e "$s" ]; then echo "$s"; fi; done; : > 001-a.sh; : > 002-b.sh; b=; for s in 00[0-9]-*.sh; do b="$s $b"; done; for s in $b; do echo "$s"; done; [ -z "$b" ] || echo on',
  'set -eu; insist() { [ -e armed ] || { echo "not armed" >&2; exit 4; }; }; : > armed; insist; echo armed; rm armed; (\n:\n); insist; echo never',
  'set -eu; grep -qF -e "$(echo z)" /dev/null || { echo missing; exit 1; }; echo never',
  'set -eu; grep -vxF -e a /dev/null > now || :; [ -s now ] || echo empty; if [ ! -e s ] || ! grep -qxF -e a s; then echo none; fi; rmdir nosuch 2>/dev/null || echo kept',
)

const ownership = asRoot(
  'touch f; chown 1:2 f; stat -c "%u %g" f; chown 0 f; chgrp 0 f; stat -c "%u:%g" f; chown -R 3:3 .; stat -c %u f; chown nosuchuser f 2>&1; echo $?',
  'mkdir d; chmod 1777 d; stat -c %a d; chmod 2755 d; stat -c %A d; chmod 4755 d; stat -c %a d',
  'touch a; chown 5:6 a; cp -p a b; stat -c "%u %g" b; cp a c; stat -c "%u %g" c; install -o 7 -g 8 -m 600 a e; stat -c "%u %g %a" e',
)

/** What dash and bash agree on: these lines run in `sh`, too. */
export const posix: readonly BatteryCase[] = [...errexit, ...words]

export const battery: readonly BatteryCase[] = [
  ...language,
  ...files,
  ...undo,
  ...posix,
  ...ownership,
]

/** Where the twin's `sh` does not answer as dash does. */
export const knownDifferencesFromDash: readonly KnownDifference[] = [
  {
    script: 'set -e; f() { false; echo go; }; if x=$(f); then echo yes; else echo no; fi',
    why: 'just-bash takes the condition into the substitution, as bash does',
  },
  {
    script: 'set -e; echo "false; echo go" > l; . ./l || echo no',
    why: 'to dash, a sourced file is not tested with the list around it; to bash it is',
  },
  {
    script: 'eval "echo x > /no/such/dir/f" 2>/dev/null; echo $?',
    why: 'dash exits 2 where bash exits 1',
  },
]

/** Where the twin does not answer as bash does; a difference that is gone must leave this list. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    script: 'nosuchtool 2>&1 | cat',
    why: '"line 1: " is put into messages when the script has ended',
  },
  {
    script: 'printf "a\\n" > x; printf "b\\n" > y; diff x y',
    why: 'just-bash knows unified diffs only',
  },
  { script: 'printf "a\\0b" | od -c', why: 'just-bash pads od differently' },
  { script: 'basename /', why: 'just-bash answers with an empty line' },
  { script: 'seq 3 | paste -sd,', why: 'just-bash wants -s -d , apart' },
  { script: 'grep -o "[0-9]*" <<< a12b3', why: 'just-bash stumbles over empty matches' },
  { script: 'grep -l x <<< x', why: 'just-bash has no name for standard input' },
  { script: 'trap "echo bye" EXIT; echo x', why: 'just-bash has no trap; undo scripts do without' },
  {
    script: '{ sleep 0.1; echo later; } & echo first; wait',
    why: 'a command with & runs to its end at once',
  },
]
