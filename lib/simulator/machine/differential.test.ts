import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { awkBattery } from './battery/awk/awk-battery'
import { awkDifferences } from './battery/awk/listed-differences'
import { aboutTheShell, battery, posix } from './battery/battery'
import type { BatteryCase } from './battery/case'
import { dashOnly } from './battery/dash'
import { jqCorners, jqDifferences } from './battery/jq'
import { jsonCorners } from './battery/json-corners'
import { listedDifferences } from './battery/listed-differences'
import { quote } from './commands/running'
import { testMachine } from './testing/test-machine'

interface Answer {
  readonly stdout: string
  readonly exitCode: number | null
}

const isRoot = process.getuid?.() === 0
const missing = spawnSync('bash', ['--version']).error && 'bash is not installed here'
const dashMissing = spawnSync('dash', ['-c', ':']).error && 'dash is not installed here'
/** Other systems have another awk, and Debian's later one has some of the bugs no more. */
const otherAwk =
  !spawnSync('awk', ['-W', 'version']).stdout?.includes('mawk 1.3.4 20200120') &&
  'awk is not mawk 1.3.4 20200120 here'
/** Later ones word their errors otherwise, and know more. */
const otherJq =
  spawnSync('jq', ['--version'], { encoding: 'utf8' }).stdout !== 'jq-1.6\n' &&
  'jq is not jq 1.6 here'
const comparable = battery.filter(({ root }) => isRoot || !root)

test(
  'the twin and bash agree on the output and exit code of every line',
  { skip: missing },
  async (t) => {
    const answers = await inPool(comparable, 6, async (each) => ({
      each,
      real: await inReal('bash', each),
      twin: await alone(each),
    }))
    for (const { each, real, twin } of answers) {
      await t.test(each.script, () => assert.deepEqual(twin, real))
    }
  },
)

test(
  "the twin's awk and mawk agree on the output and exit code of every line",
  { skip: otherAwk },
  async (t) => {
    const answers = await inPool(awkBattery, 6, async (each) => ({
      each,
      real: await inReal('bash', each),
      twin: await inTwin(each),
    }))
    for (const { each, real, twin } of answers) {
      await t.test(each.script, () => assert.deepEqual(twin, real))
    }
  },
)

test('each known difference from mawk is one', { skip: otherAwk }, async (t) => {
  for (const each of awkDifferences) {
    const [real, twin] = await Promise.all([inReal('bash', each), inTwin(each)])
    await t.test(`${each.script} (${each.why})`, () => assert.notDeepEqual(twin, real))
  }
})

test(
  "the twin's jq and jq 1.6 agree on the output and exit code of every line",
  { skip: otherJq },
  async (t) => {
    const answers = await inPool([...jsonCorners, ...jqCorners], 6, async (each) => ({
      each,
      real: await inReal('bash', each),
      twin: await inTwin(each),
    }))
    for (const { each, real, twin } of answers) {
      await t.test(each.script, () => assert.deepEqual(twin, real))
    }
  },
)

test('each known difference from jq 1.6 is one', { skip: otherJq }, async (t) => {
  for (const each of jqDifferences) {
    const [real, twin] = await Promise.all([inReal('bash', each), inTwin(each)])
    await t.test(`${each.script} (${each.why})`, () => assert.notDeepEqual(twin, real))
  }
})

test('the batteries are large enough to mean something', (t) => {
  t.diagnostic(`${battery.length} lines agree, ${listedDifferences.length} listed differences`)
  t.diagnostic(`${awkBattery.length} of awk, ${awkDifferences.length} listed differences`)
  t.diagnostic(`${jsonCorners.length + jqCorners.length} of jq, ${jqDifferences.length} listed`)
  assert.ok(battery.length >= 300, `${battery.length} lines`)
  assert.ok(awkBattery.length >= 300, `${awkBattery.length} lines of awk`)
  const all = [...battery, ...awkBattery, ...listedDifferences, ...awkDifferences]
  const scripts = all.map(({ script }) => script)
  assert.equal(new Set(scripts).size, scripts.length, 'a line is there twice')
})

test('each known difference is one', { skip: missing }, async (t) => {
  for (const each of listedDifferences) {
    const [real, twin] = await Promise.all([inReal('bash', each), inTwin(each)])
    await t.test(`${each.script} (${each.why})`, () => assert.notDeepEqual(twin, real))
  }
})

test(
  "the twin's sh and dash agree on what undo scripts are made of",
  {
    skip: dashMissing,
  },
  async (t) => {
    const answers = await inPool([...posix, ...dashOnly], 6, async (each) => ({
      each,
      real: await inReal('dash', each),
      twin: await inTwin(each, { as: inSh }),
    }))
    for (const { each, real, twin } of answers) {
      await t.test(each.script, () => assert.deepEqual(twin, real))
    }
  },
)

/** Each line runs alone in the twin once, however many tests ask. */
const answered = new Map<BatteryCase, Promise<Answer>>()

function alone(each: BatteryCase): Promise<Answer> {
  const answer = answered.get(each) ?? inTwin(each)
  answered.set(each, answer)
  return answer
}

test('a sourced script does what it does on its own', async (t) => {
  for (const each of aboutTheShell) {
    const [direct, sourced] = [await alone(each), await inTwin(each, { as: bySourcing })]
    // What is said of a line that is sourced is said of its file.
    const stdout = sourced.stdout.replaceAll('/tmp/case.sh: line', 'bash: line')
    await t.test(each.script, () => assert.deepEqual({ ...sourced, stdout }, direct))
  }
})

const asItIs = (script: string): string => script
const bySourcing = (): string => '. /tmp/case.sh'
const inSh = (script: string): string => `sh -c ${quote(script)}`

async function inTwin({ script, stdin }: BatteryCase, { as = asItIs } = {}): Promise<Answer> {
  const machine = testMachine({ hostname: 'twin', users: [me()] })
  // It is as this machine in that it was not switched on a moment ago: an uptime is more than 0.00.
  machine.clock.leap(1000)
  machine.fs.mkdirp('/tmp/work', isRoot ? {} : { uid: 1000, gid: 1000 })
  machine.fs.writeText('/tmp/case.sh', script)
  const options = {
    env: { LANG: 'C.UTF-8' },
    user: me().name,
    cwd: '/tmp/work',
    stdin: stdin ?? '',
  }
  const { stdout, exitCode } = await machine.exec(as(script), options)
  return { stdout, exitCode }
}

function me() {
  const root = { name: 'root', uid: 0, gid: 0, home: '/root', groups: [], sudo: 'all' } as const
  return isRoot
    ? root
    : ({ ...root, name: 'admin', uid: 1000, gid: 1000, home: '/home/admin' } as const)
}

async function inReal(shell: string, { script, stdin }: BatteryCase): Promise<Answer> {
  const cwd = mkdtempSync(join(tmpdir(), 'battery-'))
  try {
    return await spawned([shell, '-c', script], cwd, stdin ?? '')
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

function spawned([shell = '', ...args]: string[], cwd: string, stdin: string): Promise<Answer> {
  const env = { PATH: process.env['PATH'], HOME: cwd, LANG: 'C.UTF-8', TZ: 'UTC' }
  const child = spawn(shell, args, { cwd, env })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stdin.on('error', () => undefined).end(stdin)
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ stdout, exitCode })))
}

async function inPool<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: size }, worker))
  return results
}
