import { asRoot, from } from './case'

/** Traps, jobs, signals, and what is told about where a script stands. */
export const traps = [
  ...from(
    'set -e; false || true; if false; then :; fi; ! true; echo a; (set +e; false; echo b); x=$(false; echo c); echo $x; false; echo never',
    'set -e; f() { false; echo in; }; f || echo caught; f && echo and; f; echo never',
    'set -euo pipefail; x=$(false | true) || echo "failed $?"; false | true; echo never',
    'set -euo pipefail; trap \'echo "err on $LINENO: $BASH_COMMAND ($?)"\' ERR; f() { false; }\necho start\nf\necho never',
    'set -eE; trap \'echo "err line $LINENO"\' ERR; f() {\nfalse\n}\nf',
    "trap 'echo exit code $?' EXIT; exit 5",
    "trap 'echo bye' EXIT; trap - EXIT; echo x",
    "trap 'echo one' EXIT; (echo sub; exit 2); echo $?; trap 'echo two; exit 9' EXIT; exit 3",
    "trap 'echo int; exit 130' INT; kill -INT $$; echo never",
    "trap '' TERM; kill -TERM $$; echo survived; trap - TERM; trap 'echo usr1' USR1 ; kill -USR1 $$; trap -p; trap -l | head -2",
    'trap \'echo "dbg: $BASH_COMMAND"\' DEBUG; echo a; x=1; true && false; trap - DEBUG; echo b',
    "f() { trap 'echo ret' RETURN; echo in; }; f; f; g() { echo g; }; g",
    "exec 2>&1; trap \"echo sig\" nosuch; echo $?; trap 'x' 99; echo $?; trap 'echo h' HUP 2 SIGTERM; trap; trap -p INT",
    'sleep 5 & p=$!; kill $p; wait $p; echo $?; kill $p 2>&1 | sed "s/[0-9]\\{2,\\}/PID/g"; kill -0 $$; echo $?',
    '(sleep 0.1; exit 3) & (sleep 0.3; exit 4) & wait -n; echo $?; wait -n; echo $?; wait -n; echo $?; wait; echo $?',
    "sh -c 'kill -9 $$'; echo $?; bash -c 'kill -TERM $$'; echo $?; bash -c 'exit 300'; echo $?; sh -c 'exit -1'; echo $?; bash -c 'exit abc'; echo $?; (exit 256); echo $?",
    "exec 2>&1; /etc/passwd; echo $?; /tmp; echo $?; ./nosuch; echo $?; nosuch; echo $?; touch f; ./f; echo $?; chmod +x f; ./f; echo $?; printf '#!/no/interp\\n' > g; chmod +x g; ./g; echo $?; printf 'echo hi $1\\n' > h; chmod +x h; ./h a; echo $?",
    'exec 2>&1; echo a | | b',
    'exec 2>&1; echo a && && b',
    'exec 2>&1; a && ; b',
    'exec 2>&1; echo a; echo b)',
    'echo abc > f; exec 3<>f; read -n 1 c <&3; echo $c; echo -n X >&3; cat <&3; exec 3>&-; cat f; printf \'l1\\nl2\\n\' > g; exec 4<>g; read l <&4; echo "got $l"; echo new >&4; exec 4>&-; cat g; echo q 1<> h; cat h',
    "exec 2>&1; printf '#!/bin/bash -e\\necho a\\nfalse\\necho b\\n' > s; chmod +x s; ./s; echo $?; printf '#!/usr/bin/env bash\\nset -euo pipefail\\ntrap '\"'\"'echo \"error at line $LINENO: $BASH_COMMAND\" >&2'\"'\"' ERR\\necho a\\ncat nosuch\\necho b\\n' > t; chmod +x t; ./t; echo $?",
  ),
  ...asRoot(
    'exec 2>&1; sleep 0.1 & a=$!; false & b=$!; wait $b; echo $?; wait $a; echo $?; wait $a $b; echo $?; wait 99999; echo $?; wait -n -p id; echo $? ${id-none}',
    'set -x; for i in a "b c"; do :; done; [[ $HOME == /root && -n x ]]; [[ "a b" == "a b" ]]; while ((n++<1)); do :; done; if [ -z "" ]; then :; fi; x=$(echo $(echo deep)); local y=1; declare z=2; export q="r s"; a=(1 2); a[1]=5; echo "${a[@]}" > /dev/null; cat <<< hi; ! true; f() { local v="$1"; }; f \'x y\'; :',
  ),
]
