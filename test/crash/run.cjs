// `npm run test:crash`: accidents at change points drawn by seed; with --all every accident at every point.
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { parseArgs } = require('node:util')

const help = `npm run test:crash -- [options]

Lets runs be killed, interrupted, cut off, put to sleep, and their DUT lose its power, with the runner and without, at the
points where they change something, and looks whether every machine is as it was before.

  --points N          how many accidents; default 20
  --seed N            which ones; default 1

  --all               every accident at every change point (about an hour), and a table; what is in
                      reports/crashes.jsonl is not tried again: remove it to begin anew
  --points 0-20       with --all: at these points only
  --accident "TERM"   with --all: this one only
  --results FILE      with --all: instead of reports/crashes.jsonl

  --leases            instead: 16 contenders for a DUT's lease and for a vmhost's, 200 rounds each, the wall clock stepping
                      by up to an hour; then 10 rounds of real processes for each, killed in the middle. Prints counts
`

const options = {
  points: { type: 'string' },
  seed: { type: 'string' },
  accident: { type: 'string' },
  results: { type: 'string' },
  all: { type: 'boolean', default: false },
  leases: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
}
const root = path.resolve(__dirname, '../..')

function main() {
  const { help: asked, all, leases, ...given } = parseArgs({ options }).values
  if (asked) return void process.stdout.write(help)
  if (leases && (all || Object.keys(given).length > 0))
    throw new Error('--leases takes no other option')
  const { status } = leases ? program('test/crash/leases.ts') : (all ? everything : some)(given)
  process.exitCode = status ?? 1
}

function everything({ seed, ...given }) {
  if (seed !== undefined) throw new Error('--seed draws; --all draws nothing')
  insistOn(given, { points: /^\d+-\d+$/ })
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value])
  return program('test/crash/all.ts', args)
}

function some({ accident, results, ...given }) {
  if (accident ?? results) throw new Error('--accident and --results go with --all')
  insistOn(given, { points: /^\d+$/, seed: /^\d+$/ })
  const { points = '20', seed = '1' } = given
  const args = ['test/run.cjs', '--reporter=spec', 'test/crash/crash.test']
  return start(args, { CRASH_POINTS: points, CRASH_SEED: seed })
}

function insistOn(given, forms) {
  for (const [name, form] of Object.entries(forms))
    if (given[name] !== undefined && !form.test(given[name]))
      throw new Error(
        `--${name} ${given[name]} is not like --${name} ${form.source.includes('-') ? '0-20' : '7'}`,
      )
}

const program = (file, args = []) =>
  start(['--require', path.join(root, 'bin/register.cjs'), file, ...args], {})

/** Tests never touch a lab. */
function start(args, more) {
  const { KUBESONIC_TESTBED, ...env } = process.env
  return spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...env, ...more },
    stdio: 'inherit',
  })
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error.message}\n  Next: npm run test:crash -- --help\n`)
  process.exitCode = 2
}
