// Runs the test files by name (`node --test` without names may find nothing and pass): all `*.test.ts`, or those
// whose path contains one of the arguments. With --reporter=spec each test is told by its name.
const { spawnSync } = require('node:child_process')
const { readdirSync } = require('node:fs')
const path = require('node:path')

const root = path.resolve(__dirname, '..')
const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('--'))
const reporter = args.includes('--reporter=spec') || process.stdout.isTTY ? 'spec' : 'dot'

// What takes minutes is begun before the rest of its folder: what is begun last should not be what all wait for.
const long = ['test/clients/', 'test/crash/', 'test/mutants/', 'test/suite/testbed-options']
const rank = (file) =>
  `${file.split('/')[0]} ${long.some((part) => file.startsWith(part)) ? 0 : 1} ${file}`

const files = ['lib', 'support', 'step-definitions', 'test', 'bench']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((file) =>
      path.join(folder, file),
    ),
  )
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort((one, other) => (rank(one) < rank(other) ? -1 : 1))

if (files.length === 0) {
  console.error(`No test file has ${wanted.join(' or ')} in its path.`)
  process.exit(1)
}

// Tests never touch a lab.
const { KUBESONIC_TESTBED, ...env } = process.env
const { status } = spawnSync(
  process.execPath,
  [
    '--require',
    path.join(root, 'bin/register.cjs'),
    '--test',
    '--test-reporter',
    reporter,
    '--test-reporter-destination',
    'stdout',
    '--test-reporter',
    './test/summary-reporter.cjs',
    '--test-reporter-destination',
    'stdout',
    // Most tests wait for something a fifth of their time: two cores are full with three.
    '--test-concurrency',
    '3',
    // A test, or a file whose processes never end, fails by name instead of holding up the whole run.
    '--test-timeout',
    String(12 * 60_000),
    ...files,
  ],
  { cwd: root, env, stdio: 'inherit' },
)
process.exit(status ?? 1)
