import { from } from './case'

/** Jobs, traps, locks on descriptors, and whatever else needs processes that run side by side. */
export const jobs = from(
  'nosuchtool 2>&1 | cat',
  'trap "echo bye" EXIT; echo x',
  '{ sleep 0.1; echo later; } & echo first; wait',
  'touch f; ln f g; [ f -ef g ] && echo same',
  'mkdir t; tar -czf - t | tar -tzf -',
  'umask -S',
  'echo ${nope:?missing} 2>/dev/null; echo never',
  'false & wait $!; echo $?',
  'x=1; { x=2; } & wait; echo $x',
  'cd / & wait; [ "$PWD" != / ] && echo here',
  `{ bash -c 'trap "echo bye; touch done" EXIT; kill -TERM $$; sleep 1; echo no'; } 2> /dev/null; echo $?; ls done`,
  `bash -c 'trap "echo bye" EXIT; sleep 2; echo no' & sleep 0.1; kill $!; wait $!; echo $?; sh -c 'trap "echo bye" EXIT; kill $$; sleep 1'; echo $?`,
  'sleep 0.1 & kill $!; wait $! 2>/dev/null; echo $?',
  '(trap "echo sub" EXIT; echo in)',
  'trap "echo got" USR1; kill -USR1 $$; echo after',
  'exec 9> lock; flock 9 && echo locked',
  '(flock -n 9 && echo in) 9> lock',
  'echo t | tee >(cat > copy) > /dev/null; sleep 0.05; cat copy',
  'ulimit -c 0; echo $?',
  'exec 3>&1 > log; f() { echo a; }; f | tr a b >&3',
  "echo '[[ abc =~ ^a(.)c$ ]] && echo ${BASH_REMATCH[1]}' > l; . ./l",
  'one() { echo 1; }; x=1; echo $(( $(one) + 1 )) $(( $(echo $x) + 1 ))',
)
