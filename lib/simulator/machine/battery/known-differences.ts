import type { KnownDifference } from './case'

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
  {
    script: 'printf "none\\n" | cut -d: -f2',
    why: "just-bash's cut prints nothing of a line without the delimiter",
  },
  { script: 'printf "1\\n2\\n" | head -n -1', why: "just-bash's head counts from the front only" },
  { script: 'printf "one two\\nthree\\n" > f; wc -l -w f', why: 'just-bash pads wc differently' },
  {
    script: 'printf "x\\n" | sed "a\\\\after"',
    why: "just-bash's sed keeps the backslash of a one-line a\\text; `a text` agrees",
  },
  {
    script: 'sed -i s/a/b/ nosuch 2>/dev/null; echo $?',
    why: "just-bash's sed has one exit code for all failures",
  },
  { script: 'printf "a.b\\n" | grep -e a.b -e nosuch', why: "just-bash's grep takes one -e" },
  { script: 'echo x > f; grep -r x .', why: "just-bash's grep -r leaves ./ away" },
  {
    script: 'printf "" | xargs echo empty',
    why: "just-bash's xargs runs nothing without input, as -r does",
  },
  {
    script: 'echo no | xargs false; echo $?',
    why: "just-bash's xargs hands on the exit code of its command",
  },
  { script: 'head -c 3 /dev/zero | wc -c', why: 'devices of the twin are empty to read' },
  {
    script: 'echo "####" | base64 -d 2>/dev/null; echo $?',
    why: "just-bash's base64 takes what is no base64",
  },
  { script: 'printf abc | od -An -tx1', why: "just-bash's od knows octal and characters only" },
  { script: 'dirname /', why: 'just-bash answers with a dot' },
  {
    script: 'date -u -d "1970-01-02 +1 day" +%F',
    why: 'nobody computes with dates on these machines',
  },
  {
    script: 'date -u -d 2026-02-30 2>/dev/null; echo $?',
    why: 'JavaScript takes a 30th of February',
  },
  {
    script: 'touch a b; chmod 600 a; chmod --reference=a b; stat -c %a b',
    why: 'chmod and chown of the twin know no --reference',
  },
  {
    script: 'echo x > s; echo y > t; install -b s t; ls',
    why: 'install of the twin makes no backups',
  },
  { script: 'install -v -d q', why: 'install of the twin does not tell what it does' },
  { script: 'printf "b\\0a\\0" | sort -z | tr "\\0" ,', why: "just-bash's sort knows no -z" },
  {
    script: 'touch f; ln f g; [ f -ef g ] && echo same',
    why: 'just-bash compares paths where bash compares inodes',
  },
  { script: 'ln -s a b c 2>/dev/null; echo $?', why: 'ln of the twin takes two names only' },
  {
    script: 'mkdir t; tar -czf - t | tar -tzf -',
    why: "bytes do not pass unharmed through just-bash's pipes; tar and gzip by file names agree",
  },
  {
    script: 'touch -t 202001020304 f; stat -c %y f | cut -c1-16',
    why: 'touch of the twin knows -d and -r',
  },
  {
    script: 'truncate -s 5 f; truncate -s +3 f; stat -c %s f',
    why: 'truncate of the twin takes whole sizes',
  },
  {
    script: 'dd if=/dev/null of=f 2>/dev/null; ls',
    why: 'dd is not installed in the twin: it would be reported',
  },
  { script: 'mkdir -p a/b; rmdir -p a/b; ls', why: 'rmdir of the twin knows no -p' },
  { script: 'umask -S', why: 'umask of the twin tells octal only' },
  { script: 'du -s /dev/null | cut -f1', why: "just-bash's du counts other blocks" },
  { script: 'select x in a; do break; done < /dev/null', why: 'just-bash has no select' },
  {
    script: 'echo ${nope:?missing} 2>/dev/null; echo never',
    why: 'just-bash ends with 1 there, bash with 127',
  },
  {
    script: 'false & wait $!; echo $?',
    why: 'a command with & has ended, and its exit code is forgotten, before the next begins',
  },
  {
    script: 'x=1; { x=2; } & wait; echo $x',
    why: 'what runs with & is no process of its own to just-bash',
  },
  {
    script: 'cd / & wait; [ "$PWD" != / ] && echo here',
    why: 'what runs with & is no process of its own to just-bash',
  },
  {
    script: 'sleep 0.1 & kill $!; wait $! 2>/dev/null; echo $?',
    why: 'just-bash gives no process to what runs with &; undo scripts do without',
  },
  { script: 'kill -l 15', why: 'kill of the twin lists no signals' },
  {
    script: '(trap "echo sub" EXIT; echo in)',
    why: 'just-bash has no trap; undo scripts do without',
  },
  {
    script: 'trap "echo got" USR1; kill -USR1 $$; echo after',
    why: 'just-bash has no trap; a signal ends the shell',
  },
  {
    script: 'exec 9> lock; flock 9 && echo locked',
    why: 'just-bash tells commands nothing of descriptors: flock FILE COMMAND agrees',
  },
  {
    script: '(flock -n 9 && echo in) 9> lock',
    why: 'just-bash tells commands nothing of descriptors: flock FILE COMMAND agrees',
  },
  { script: 'nice', why: 'nice of the twin wants a command' },
  {
    script: 'echo t | tee >(cat > copy) > /dev/null; sleep 0.05; cat copy',
    why: 'just-bash reads from <(…) but does not write to >(…)',
  },
  {
    script: 'ps -o comm= -p $$ | wc -l; cut -d" " -f1 /proc/self/stat | grep -cE "^[0-9]+$"',
    why: 'there is no /proc/self: just-bash runs commands without processes',
  },
  { script: 'ulimit -c 0; echo $?', why: 'just-bash has no ulimit' },
  {
    script: 'exec 3>&1 > log; f() { echo a; }; f | tr a b >&3',
    why: 'after `exec > FILE`, a function in a pipe still writes to the file',
  },
  {
    script: "echo '[[ abc =~ ^a(.)c$ ]] && echo ${BASH_REMATCH[1]}' > l; . ./l",
    why: 'just-bash writes the groups of a pattern out as literal text when a script is sourced',
  },
  {
    script: 'one() { echo 1; }; x=1; echo $(( $(one) + 1 )) $(( $(echo $x) + 1 ))',
    why: 'just-bash runs what stands as $(…) inside $((…)) in a shell of its own, which knows no functions',
  },
]
