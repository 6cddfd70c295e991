import { from } from './case'

/** Scripts that can't be read: what the shell says of them, and where. */
export const misreadings = from(
  "bash -c 'if true; then echo a; fi; done' 2>&1; echo $?",
  "bash -c 'echo a; ;; b' 2>&1; echo $?",
  "bash -c 'for i in 1; do echo; ' 2>&1; echo $?; bash -c 'case x in' 2>&1; bash -c '{ echo' 2>&1; bash -c 'f() {' 2>&1",
  "bash -c 'if ; then' 2>&1; echo $?",
  "bash -c 'echo \"abc' 2>&1; echo $?",
  "printf 'echo one\\nif true\\necho )\\n' > s; bash s 2>&1 | tail -2; bash < s 2>&1 | tail -2",
  "sh -c fi 2>&1; sh -c 'if true; then echo' 2>&1; sh -c 'echo \"x' 2>&1; echo $?",
  "bash -c 'while true; do echo; don' name 2>&1; echo $?",
)
