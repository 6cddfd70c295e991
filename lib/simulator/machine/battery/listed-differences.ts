import type { ListedDifference } from './case'

/** Where the twin does not answer as bash does; a difference that is gone must leave this list. */
export const listedDifferences: readonly ListedDifference[] = [
  {
    script: 'trap "echo bye" EXIT; kill -TERM $$; sleep 0.01',
    why: 'a shell of the twin that dies of a signal runs no EXIT trap, as dash does not',
  },
  {
    script: 'echo x > s; echo y > t; install -b s t; ls',
    why: 'install of the twin makes no backups',
  },
  { script: 'install -v -d q', why: 'install of the twin does not tell what it does' },
  { script: 'select x in a; do break; done < /dev/null', why: 'just-bash has no select' },
]
