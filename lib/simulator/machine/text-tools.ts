import { type Tool, tool } from './commands/tool'
import type { ShellCommand } from './types'

const from = <Name extends string>(
  load: () => Readonly<Record<Name, Tool>>,
  ...names: readonly Name[]
): ShellCommand[] => names.map((name) => tool(name, () => load()[name]))

/** coreutils and their like, which read text and print it: the code of each is loaded when it is first run. */
export const textTools: readonly ShellCommand[] = [
  ...from(
    () => require('./commands/awk/awk') as typeof import('./commands/awk/awk'),
    'awk',
    'mawk',
    'nawk',
  ),
  ...from(() => require('./commands/diff/diff') as typeof import('./commands/diff/diff'), 'diff'),
  ...from(() => require('./commands/following') as typeof import('./commands/following'), 'tail'),
  ...from(
    () => require('./commands/grep/grep') as typeof import('./commands/grep/grep'),
    'grep',
    'egrep',
    'fgrep',
  ),
  ...from(() => require('./commands/jq/jq') as typeof import('./commands/jq/jq'), 'jq'),
  ...from(() => require('./commands/sed/sed') as typeof import('./commands/sed/sed'), 'sed'),
  ...from(
    () =>
      require('./commands/text/base-encodings') as typeof import('./commands/text/base-encodings'),
    'base32',
    'base64',
  ),
  ...from(() => require('./commands/text/cat') as typeof import('./commands/text/cat'), 'cat'),
  ...from(
    () => require('./commands/text/column') as typeof import('./commands/text/column'),
    'column',
  ),
  ...from(
    () => require('./commands/text/cksum') as typeof import('./commands/text/cksum'),
    'cksum',
    'sum',
  ),
  ...from(() => require('./commands/getopt') as typeof import('./commands/getopt'), 'getopt'),
  ...from(
    () => require('./commands/text/hexdump') as typeof import('./commands/text/hexdump'),
    'hd',
    'hexdump',
  ),
  ...from(() => require('./commands/names') as typeof import('./commands/names'), 'link', 'unlink'),
  ...from(
    () => require('./commands/text/numfmt') as typeof import('./commands/text/numfmt'),
    'numfmt',
  ),
  ...from(
    () => require('./commands/patch/patch') as typeof import('./commands/patch/patch'),
    'patch',
  ),
  ...from(
    () => require('./commands/wrapping') as typeof import('./commands/wrapping'),
    'ionice',
    'stdbuf',
    'test',
  ),
  tool('[', () => (require('./commands/wrapping') as typeof import('./commands/wrapping')).bracket),
  ...from(() => require('./commands/text/xxd') as typeof import('./commands/text/xxd'), 'xxd'),
  ...from(() => require('./commands/text/comm') as typeof import('./commands/text/comm'), 'comm'),
  ...from(() => require('./commands/text/cut') as typeof import('./commands/text/cut'), 'cut'),
  ...from(() => require('./commands/text/dd') as typeof import('./commands/text/dd'), 'dd'),
  ...from(() => require('./commands/text/ends') as typeof import('./commands/text/ends'), 'head'),
  ...from(() => require('./commands/text/expr') as typeof import('./commands/text/expr'), 'expr'),
  ...from(() => require('./commands/text/join') as typeof import('./commands/text/join'), 'join'),
  ...from(() => require('./commands/text/nl') as typeof import('./commands/text/nl'), 'nl'),
  ...from(() => require('./commands/text/od') as typeof import('./commands/text/od'), 'od'),
  ...from(
    () => require('./commands/text/paste') as typeof import('./commands/text/paste'),
    'paste',
  ),
  ...from(
    () => require('./commands/text/path-names') as typeof import('./commands/text/path-names'),
    'basename',
    'dirname',
  ),
  ...from(
    () => require('./commands/text/reversing') as typeof import('./commands/text/reversing'),
    'rev',
    'tac',
  ),
  ...from(() => require('./commands/text/seq') as typeof import('./commands/text/seq'), 'seq'),
  ...from(() => require('./commands/text/shuf') as typeof import('./commands/text/shuf'), 'shuf'),
  ...from(() => require('./commands/text/sort') as typeof import('./commands/text/sort'), 'sort'),
  ...from(
    () => require('./commands/text/split') as typeof import('./commands/text/split'),
    'split',
  ),
  ...from(() => require('./commands/text/tee') as typeof import('./commands/text/tee'), 'tee'),
  ...from(() => require('./commands/text/tr') as typeof import('./commands/text/tr'), 'tr'),
  ...from(() => require('./commands/text/uniq') as typeof import('./commands/text/uniq'), 'uniq'),
  ...from(() => require('./commands/text/wc') as typeof import('./commands/text/wc'), 'wc'),
  ...from(
    () => require('./commands/text/widths') as typeof import('./commands/text/widths'),
    'expand',
    'fold',
    'unexpand',
  ),
  ...from(() => require('./commands/text/yes') as typeof import('./commands/text/yes'), 'yes'),
  ...from(() => require('./commands/xargs') as typeof import('./commands/xargs'), 'xargs'),
]
