import type { KnownDifference } from './case'

/** Where the twin does not answer as bash does; a difference that is gone must leave this list. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    script: 'trap "echo bye" EXIT; kill -TERM $$; sleep 0.01',
    why: 'a shell of the twin that dies of a signal runs no EXIT trap, as dash does not',
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
  { script: 'ln -s a b c 2>/dev/null; echo $?', why: 'ln of the twin takes two names only' },
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
  { script: 'du -s /dev/null | cut -f1', why: "just-bash's du counts other blocks" },
  { script: 'select x in a; do break; done < /dev/null', why: 'just-bash has no select' },
  { script: 'kill -l 15', why: 'kill of the twin lists no signals' },
  { script: 'nice', why: 'nice of the twin wants a command' },
  {
    script: 'ps -o comm= -p $$ | wc -l; cut -d" " -f1 /proc/self/stat | grep -cE "^[0-9]+$"',
    why: 'there is no /proc/self: just-bash runs commands without processes',
  },
]
