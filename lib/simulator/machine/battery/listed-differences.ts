import type { ListedDifference } from './case'

/** Where the twin does not answer as bash does; a difference that is gone must leave this list. */
export const listedDifferences: readonly ListedDifference[] = [
  {
    script: 'trap "echo bye" EXIT; kill -TERM $$; sleep 0.01',
    why: 'a shell of the twin that dies of a signal runs no EXIT trap, as dash does not',
  },
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
  { script: 'ln -s a b c 2>/dev/null; echo $?', why: 'ln of the twin takes two names only' },
  {
    script: 'touch -t 202001020304 f; stat -c %y f | cut -c1-16',
    why: 'touch of the twin knows -d and -r',
  },
  {
    script: 'truncate -s 5 f; truncate -s +3 f; stat -c %s f',
    why: 'truncate of the twin takes whole sizes',
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
