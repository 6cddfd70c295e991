import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { mutants } from '../../lib/simulator/mutants/catalogue'
import { knownRegistries } from '../../lib/simulator/docker/images/image-store'
import { patience } from '../patience'
import { type Answer, start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

describe('a run tells whether the machines are as they were', { concurrency: 2 }, () => {
  test('what nobody put back ends it with 3, unless the testbed file tolerates that', async (t) => {
    const lab = await SimulatedLab.start(t)
    const alter = alterDuringRun(lab, '/etc/docker/daemon.json', '{}')
    const results = new Results(t)
    const run = await runCluster(t, lab.file, results)
    await alter
    assert.equal(run.exitCode, 3, run.stdout + run.stderr)
    assert.match(run.stderr, /^ {2}vlab-01 {2}NOT RESTORED: 1 change undone\n {4}NOT as it was:/m)
    assert.match(run.stderr, /proxy and login: \/etc\/docker\/daemon\.json was absent, is 644 0:0/)
    assert.deepEqual(
      results
        .receipts()
        .map(({ name, status }) => [name, status])
        .sort(),
      [
        ['vlab-01 is as it was before the run', 'failed'],
        ['vmhost is as it was before the run', 'passed'],
      ],
    )
    const table = results.attachments().get('receipt-vlab-01.txt') ?? ''
    assert.match(table, /^DIFFERS +proxy and login +\/etc\/docker\/daemon\.json +absent +644 0:0/m)

    const again = alterDuringRun(lab, '/etc/docker/daemon.json', '{ "debug": true }')
    const tolerant = new Results(t)
    const file = lab.edited(
      (text) =>
        `${text}receipt: { tolerate: [{ class: proxy and login, item: "*/daemon.json", reason: set by our lab }] }\n`,
    )
    const tolerated = await runCluster(t, file, tolerant)
    await again
    assert.equal(tolerated.exitCode, 0, tolerated.stdout + tolerated.stderr)
    assert.match(
      tolerant.attachments().get('receipt-vlab-01.txt') ?? '',
      /^tolerated +proxy and login .* set by our lab$/m,
    )
  })

  test('an undo that leaves something is found', async (t) => {
    const lab = await SimulatedLab.start(t)
    const bugs = mutants.all.filter(({ from }) => from === 'run')
    for (const { name } of bugs) await lab.testbed.mutants.switchOn(name)
    const { feature, scenario } = bugs[0]!
    const run = await start(t, [
      'run',
      ...['--testbed', lab.file, `features/${feature}`, '--name', scenario],
      ...new Results(t).options,
    ]).finished
    assert.equal(run.exitCode, 3, run.stdout + run.stderr)
    for (const { name, message } of bugs) assert.ok(run.stderr.includes(message), name + run.stderr)
  })

  test('after a kill -9 the machine compares by itself, and tells "kubesonic restore", once', async (t) => {
    const lab = await SimulatedLab.start(t)
    const { machine } = lab.testbed.simulation.duts[0]!
    const altered = alterDuringRun(lab, '/etc/docker/daemon.json', '{}')
    const running = start(t, [
      'run',
      '--testbed',
      lab.file,
      clusterFeature,
      ...new Results(t).options,
    ])
    await altered
    running.child.kill('SIGKILL')
    await running.finished
    await machine.exec('sh /var/lib/kubesonic/*-*/restore.sh')
    assert.deepEqual(machine.fs.list('/var/lib/kubesonic'), ['receipts'])

    const told = await start(t, ['restore', '--testbed', lab.file]).finished
    assert.equal(told.exitCode, 3, told.stdout + told.stderr)
    assert.match(
      told.stdout,
      /^vlab-01: put itself back after run \S+\n {2}vlab-01: NOT as it was/m,
    )
    assert.match(told.stdout, /^ {2}DIFFERS +proxy and login +\/etc\/docker\/daemon\.json/m)
    machine.fs.remove('/etc/docker/daemon.json')

    const twice = await start(t, ['restore', '--testbed', lab.file]).finished
    assert.equal(twice.exitCode, 0, twice.stdout + twice.stderr)
    assert.match(twice.stdout, /^vlab-01: nothing to undo\nvmhost: nothing to undo$/m)
    assert.deepEqual(lab.traces(), [])
  })

  test('an image that the kubelet pulled goes with the run, one that was loaded meanwhile stays', async (t) => {
    const lab = await SimulatedLab.start(t)
    const [dut] = lab.testbed.simulation.duts
    const image = 'registry.example/pause:3.9'
    const spec = { sizeBytes: 700_000, command: ['/pause'] }
    dut!.docker.registry = knownRegistries([{ ...spec, tags: [image] }])
    const file = lab.edited((text) => text.replace(/^images:\n/m, `$&  pause: ${image}\n`))
    const feature = 'features/daemonset-removal.feature'
    const running = start(t, ['run', '--testbed', file, feature, ...new Results(t).options])
    await until(() => dut!.docker.images.find(image) !== undefined)
    dut!.docker.images.add({ ...spec, tags: ['theirs:1'] }, 0)
    const run = await running.finished
    assert.equal(dut!.docker.images.find(image), undefined, run.stdout + run.stderr)
    assert.notEqual(dut!.docker.images.find('theirs:1'), undefined)
    assert.match(run.stderr, /images: theirs:1 was absent, is sha256:/)
    assert.equal(run.exitCode, 3)
    assert.deepEqual(lab.traces(), [])
  })
})

const clusterFeature = 'features/cluster.feature'

const runCluster = (t: TestContext, file: string, results: Results): Promise<Answer> =>
  start(t, ['run', '--testbed', file, clusterFeature, ...results.options]).finished

/** Somebody writes a file on the DUT as soon as a run has looked at it. */
async function alterDuringRun(lab: SimulatedLab, file: string, content: string): Promise<void> {
  const { fs } = lab.testbed.simulation.duts[0]!.machine
  const journals = '/var/lib/kubesonic'
  const wasLookedAt = (): boolean =>
    fs.exists(journals) &&
    fs.list(journals).some((run) => fs.exists(path.posix.join(journals, run, 'before.snapshot')))
  fs.mkdirp(path.posix.dirname(file), {})
  lab.begin()
  await until(wasLookedAt)
  fs.writeText(file, content)
}

async function until(condition: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(patience)
  while (!condition()) await setTimeout(10, undefined, { signal })
}
