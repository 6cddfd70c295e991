// `npm run test:crash`: accidents at change points drawn by seed; with --all every accident at every point.
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { parseArgs } = require('node:util')

const help = `npm run test:crash -- [options]

Lets runs be killed, interrupted, cut off, put to sleep, and their DUT lose its power, at the points where they change
something, and looks whether every machine is as it was before.

  --points N   how many accidents; default 20
  --seed N     which ones; default 1
  --all        every accident at every change point (about half an hour)
`

const options = {
  points: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
  all: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
}

function main() {
  const { points, seed, all, help: asked } = parseArgs({ options }).values
  if (asked) return void process.stdout.write(help)
  for (const [name, value] of Object.entries({ points, seed }))
    if (!/^\d+$/.test(value)) throw new Error(`--${name} ${value} is no whole number`)
  const env = { ...process.env, CRASH_POINTS: points, CRASH_SEED: seed, CRASH_ALL: String(all) }
  const root = path.resolve(__dirname, '../..')
  const args = ['test/run.cjs', '--reporter=spec', 'test/crash/crash.test']
  process.exitCode =
    spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error.message}\n  Next: npm run test:crash -- --help\n`)
  process.exitCode = 2
}
