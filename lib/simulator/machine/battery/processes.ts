import { from } from './case'

/** Jobs, signals, locks and time. */
export const processTools = from(
  'sleep 0.05 & wait',
  'wait',
  'sleep 1 & p=$!; wait $p 2>/dev/null; echo $?; kill -0 $p 2>/dev/null || echo gone; kill 999999 2>/dev/null; echo $?',
  'for i in 1 2 3; do (sleep 0.0$i; echo $i >> log) & done; wait; sort log; echo $! | grep -cE "^[0-9]+$"',
  'f() { echo bg > out; return 3; }; echo $?; cat out; x=1; { x=2; } & wait; cd / & wait',
  'echo x',
  ': > tmp; ls; exit 3',
  'echo $?; echo out; echo ignored',
  'echo never',
  'echo after',
  'set -e; false; echo never',
  'exec 9> lock; echo locked; exec 9>&-; echo free',
  'echo $?; flock lock -c "echo c"; flock -w 1 lock echo w; flock -n lock sh -c "flock -n lock echo no || echo busy"; flock -x lock true; flock -s lock true; echo $?; flock -n -E 7 lock flock -n -E 7 lock true; echo $?',
  'timeout 1 true; echo $?; timeout 0.05 sleep 2; echo $?; timeout -k 0.1 0.05 sh -c "sleep 3"; echo $?; timeout -s INT 0.05 sleep 2; echo $?; timeout 5 sh -c "exit 9"; echo $?; timeout 1 nosuchcmd 2>/dev/null; echo $?; timeout --preserve-status 0.05 sleep 2; echo $?; timeout x true 2>/dev/null; echo $?',
  'nohup sh -c "echo out" 2>/dev/null; nohup true > /dev/null 2>&1; echo $?; nohup nosuchcmd 2>/dev/null; echo $?; setsid -w sh -c "exit 3"; echo $?; setsid true; echo $?; nice -n 5 echo nice; echo done',
  'read -t 0.05 x < /dev/null; echo $?; read -t 1 x <<< hi; echo "$? $x"; read -r -n 2 x <<< abcd; echo "$x"; read -r -d : x <<< a:b; echo "$x"; read -r -p "ask: " x <<< y 2>/dev/null; echo "$x"; read -s x <<< z; echo "$x"; printf "a b" | { read -r -a w; echo "${w[1]}"; }',
  'cat <(echo a) <(echo b); diff <(printf "1\\n") <(printf "1\\n") && echo same; while read -r l; do echo "[$l]"; done < <(printf "x\\ny\\n"); n=0; while read -r l; do n=$((n+1)); done < <(seq 3); echo $n; tee >(cat > copy) <<< t > /dev/null; sleep 0.05',
  'echo $$ | grep -cE "^[0-9]+$"; sh -c \'echo $PPID\' | grep -cE "^[0-9]+$"; [ "$(sh -c "echo \\$\\$")" != "$$" ] && echo other; (echo $$) | grep -cx "$$"; echo $BASHPID | grep -cE "^[0-9]+$"; ps -p $$ -o pid= | tr -d " " | grep -cx "$$"',
  'ls -d /proc/$$ > /dev/null && echo there; tr "\\0" " " < /proc/$$/cmdline | cut -c1-4; [ -r /proc/1/stat ] && echo init; cat /proc/sys/kernel/random/boot_id | wc -c; awk \'{print ($1 > 0)}\' /proc/uptime',
  'sleep 0.01s; echo $?; sleep 0; sleep 0.005 0.005; echo $?; sleep x 2>/dev/null; echo $?; sleep 2>/dev/null; echo $?; SECONDS=0; sleep 0.01; [ "$SECONDS" -lt 5 ] && echo quick; time true 2>/dev/null; echo $RANDOM | grep -cE "^[0-9]+$"',
  'pgrep -x nosuchprocess; echo $?; pkill -x nosuchprocess; echo $?; wait 2>/dev/null; echo never',
  'echo $?; echo $?; uname -s; uname -m; hostname > /dev/null; echo $?; nproc | grep -cE "^[0-9]+$"; arch | wc -l; tty; echo $?; env | grep -c "^PATH="; printenv NOSUCH; echo $?; env -u HOME sh -c "echo [\\$HOME]"; printenv HOME > /dev/null; echo $?',
  'command -v ls > /dev/null && echo ls; type -t cd; type -t ls; type -t nosuch; echo $?; hash ls; echo $?; which ls > /dev/null; echo $?; alias x=y; alias x; unalias x; command echo plain; builtin echo b; command -v if; help > /dev/null 2>&1; enable -n echo 2>/dev/null; true',
)
