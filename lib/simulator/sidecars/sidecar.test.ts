import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Container } from '../docker/container'
import type { Dut } from '../dut/dut'
import { bootTestDut, eventually } from '../dut/test-dut'
import type { DutVariantName } from '../dut/variants'
import { verifying } from '../../sidecar/client-certificates'
import { podControlScript } from './pod-control.sh'
import { sidecarImages } from './sidecar-images'

const control = '/usr/share/sonic/scripts/docker-restapi-sidecar/k8s_pod_control.sh'

test('the first sync brings files and modes, removes the native container, and complains of what the device lacks', async (t) => {
  const { dut, run, journal } = await device(t)
  const { own } = podOf(dut, 'restapi')
  const firstStart = own.startedAt
  await journal.says('restart monit')
  assert.deepEqual(journal.lines(), [
    'IS_V1_ENABLED=False',
    'Native restapi container found (status=running); removing',
    "Branch 'master' mapped to latest supported: 202511",
    'Post-copy action FAILED (rc=5): sudo systemctl restart monit; stderr=Failed to restart monit.service: Unit monit.service not found.',
  ])
  assert.equal(dut.machine.fs.readText(control), podControlScript('docker'))
  assert.match(
    await run(`stat -c '%a %U' /usr/bin/restapi.sh ${control} /bin/container_checker`),
    /^(755 root\n){3}$/,
  )
  assert.match(await run('docker inspect restapi'), /No such object: restapi/)
  assert.match(await run('systemctl is-active restapi'), /^active/)
  assert.notEqual(own.startedAt, firstStart, 'restarted in place by the unit')
  assert.equal(own.status, 'running')
  assert.match(await run('ls -a /usr/bin /bin'), /^(?!.*\.restapi\.sh)/s)
})

test('drift of content is repaired in the next cycle under a new inode; drift of the mode, and what is equal, are left alone', async (t) => {
  const { run, journal, dut } = await device(t)
  const { sidecar } = podOf(dut, 'restapi')
  await journal.says('restart monit')
  const inodes = (): Promise<string> => run(`stat -c '%i %a' /usr/bin/restapi.sh ${control}`)
  const before = await inodes()
  assert.equal(await once(dut, sidecar), '')
  assert.equal(await inodes(), before, 'nothing is rewritten')
  await run(`echo '# x' >> /usr/bin/restapi.sh; chmod 700 ${control}`)
  await once(dut, sidecar)
  const [script, other] = (await inodes()).split('\n')
  assert.notEqual(script, before.split('\n')[0])
  assert.equal(other, before.split('\n')[1]?.replace('755', '700'))
  assert.doesNotMatch(dut.machine.fs.readText('/usr/bin/restapi.sh'), /# x/)
})

test('pod control: status is never right, stop and start restart in place, systemctl restart does so twice', async (t) => {
  const { run, journal, dut } = await device(t)
  const { own } = podOf(dut, 'restapi')
  await journal.says('restart monit')
  const status = await dut.machine.exec(`${control} restapi status`)
  assert.equal(
    status.stdout.toString(),
    "NOT RUNNING (no container on node vlab-01 for 'restapi')\n",
  )
  assert.equal(status.exitCode, 3)
  const restarts = async (script: string): Promise<number> => {
    await run('logger -t marker here')
    await run(script)
    assert.equal(own.status, 'running')
    const log = await run("journalctl -t marker -t 'k8s-podctl#system' -o cat --no-pager")
    return (
      log
        .split('here')
        .at(-1)!
        .match(/^Restarted container/gm)?.length ?? 0
    )
  }
  for (const action of ['stop', 'start', 'restart'])
    assert.equal(await restarts(`${control} restapi ${action}`), 1, action)
  // The unit may be started three times in twenty minutes.
  await run('systemctl reset-failed restapi')
  assert.equal(await restarts('systemctl restart restapi'), 2)
  assert.equal(await restarts('systemctl stop restapi'), 1)
  assert.equal((await dut.machine.exec(`${control} restapi jump`)).exitCode, 2)
  assert.equal((await dut.machine.exec(control)).exitCode, 1)
  assert.equal((await dut.machine.exec(`timeout 0.2 ${control} restapi wait`)).exitCode, 124)
})

test('without hostPID it syncs into its own container, and only systemd and docker are missed', async (t) => {
  const { run, journal, dut } = await device(t)
  const before = dut.machine.fs.readText('/usr/bin/restapi.sh')
  const { sidecar } = podOf(dut, 'restapi', { hostPid: false })
  await journal.says('restart monit')
  assert.equal(dut.machine.fs.readText('/usr/bin/restapi.sh'), before)
  assert.match(
    await run(`docker exec ${sidecar.spec.name} cat /usr/bin/restapi.sh`),
    /Thin wrapper/,
  )
  const log = journal.lines().join('\n')
  assert.match(
    log,
    /sudo systemctl restart restapi; stderr=System has not been booted with systemd/,
  )
  assert.match(log, /sudo docker rm --force restapi; stderr=sudo: docker: command not found/)
})

test('hostPID without privilege can enter nothing', async (t) => {
  const { journal, dut } = await device(t)
  podOf(dut, 'restapi', { privileged: false })
  await journal.says('Initial sync failed.')
  assert.deepEqual(journal.lines().slice(2, 4), [
    `host mkdir failed for ${control.replace(/\/[^/]*$/, '')}: nsenter: cannot open /proc/1/ns/ipc: Permission denied`,
    `Copy/update failed for ${control}`,
  ])
})

test('telemetry refuses a branch that it has no files for', async (t) => {
  const { journal, dut, run } = await device(t, '202511')
  const { sidecar } = podOf(dut, 'telemetry')
  await journal.says("Unsupported branch '202511'; aborting sync to trigger rollback")
  assert.equal(await once(dut, sidecar), 'rc 1')
  assert.match(await run('cat /usr/local/bin/telemetry.sh'), /telemetry\.sh/)
})

test('telemetry keeps the clients of its environment in CONFIG_DB: drift is repaired, switched off they all go', async (t) => {
  const { journal, dut } = await device(t, '202505')
  const { config } = dut.databases
  config.hset('GNMI_CLIENT_CERT|client.a', { role: 'gnmi_show_readonly' })
  const clients =
    '[{"cname":"client.a","role":["gnmi_readwrite","gnoi_readwrite"]},{"cname":"client.b","role":"x"}]'
  const { sidecar } = podOf(dut, 'telemetry', {
    env: ['TELEMETRY_CLIENT_CERT_VERIFY_ENABLED=true', `GNMI_CLIENT_CERTS=${clients}`],
  })
  await journal.says('restart system-health')
  assert.equal(config.hget('TELEMETRY|gnmi', 'user_auth'), 'cert')
  assert.deepEqual(config.hgetall('GNMI_CLIENT_CERT|client.a'), {
    'role@': 'gnmi_readwrite,gnoi_readwrite',
  })
  assert.deepEqual(config.hgetall('GNMI_CLIENT_CERT|client.b'), { 'role@': 'x' })
  config.hset('GNMI_CLIENT_CERT|client.b', { 'role@': 'y' })
  await once(dut, sidecar)
  assert.deepEqual(config.hgetall('GNMI_CLIENT_CERT|client.b'), { 'role@': 'x' })
  dut.docker.remove(sidecar, true)
  await once(dut, podOf(dut, 'telemetry', { name: 'again' }).sidecar)
  assert.deepEqual(config.keys('GNMI_CLIENT_CERT|*'), [])
  assert.equal(config.hget('TELEMETRY|gnmi', 'user_auth'), undefined)
})

test('the first generation goes by kubectl, keeps the row of gnmi, and leaves a unit that the next one restores', async (t) => {
  const { journal, dut } = await device(t, '202505')
  const noPods = '#!/bin/sh\necho "$@" >> /tmp/asked\n'
  dut.machine.fs.remove('/usr/local/bin/kubectl')
  dut.machine.fs.writeText('/usr/local/bin/kubectl', noPods, { mode: 0o755 })
  const { sidecar } = podOf(dut, 'telemetry', {
    tag: '20260110.01',
    env: Object.entries(verifying([{ cname: 'c', roles: ['a', 'b'] }])).map(
      ([name, value]) => `${name}=${value}`,
    ),
  })
  await journal.says('restart system-health')
  assert.equal(dut.databases.config.hget('GNMI|gnmi', 'user_auth'), 'cert')
  assert.deepEqual(dut.databases.config.hgetall('GNMI_CLIENT_CERT|c'), { role: 'a,b' })
  const unit = (): string => dut.machine.fs.readText('/lib/systemd/system/telemetry.service')
  assert.match(unit(), /^User=root$/m)
  assert.match(dut.machine.fs.readText(control.replace('restapi', 'telemetry')), /kubelet\.conf/)
  assert.match(
    dut.machine.fs.readText('/tmp/asked'),
    /^--kubeconfig \/etc\/kubernetes\/kubelet\.conf --request-timeout=5s -n sonic get pods -l raw_container_name=telemetry/,
  )
  dut.docker.remove(sidecar, true)
  await once(dut, podOf(dut, 'telemetry', { name: 'newer' }).sidecar)
  assert.match(unit(), /^User=admin$/m)
})

interface SidecarJournal {
  lines(): string[]
  says(text: string): Promise<void>
}

async function device(
  t: TestContext,
  variant: DutVariantName = 'master',
): Promise<{ dut: Dut; run: (script: string) => Promise<string>; journal: SidecarJournal }> {
  const { dut, close } = await bootTestDut({ variant })
  t.after(close)
  const run = async (script: string): Promise<string> => {
    const { stdout, stderr } = await dut.machine.exec(script)
    return stdout.toString() + stderr.toString()
  }
  await eventually(() => dut.systemd.find('restapi')?.state === 'active')
  const lines = (): string[] =>
    dut.journal
      .entries()
      .filter(({ identifier }) => identifier === 'systemd_stub.py')
      .flatMap(({ message }) => message.split('\n'))
  const says = (text: string): Promise<void> =>
    eventually(() => lines().some((line) => line.includes(text)), 30_000)
  return { dut, run, journal: { lines, says } }
}

/** One more sync in the sidecar, as a person asks for it. */
async function once(dut: Dut, sidecar: Container): Promise<string> {
  const command = `docker exec ${sidecar.spec.name} python3 /usr/bin/systemd_stub.py --once`
  const { exitCode } = await dut.machine.exec(command)
  return exitCode === 0 ? '' : `rc ${exitCode}`
}

/** A pod of a feature and its sidecar, as the kubelet makes it. */
function podOf(
  { docker }: Dut,
  feature: string,
  { env = [], privileged = true, hostPid = true, tag = 'latest', name = 'x7k2p' }: {
    env?: string[]
    privileged?: boolean
    hostPid?: boolean
    tag?: string
    name?: string
  } = {}, // prettier-ignore
): { own: Container; sidecar: Container } {
  const mounts = ['/dev/log', '/etc/sonic', '/var/run/redis'].map((path) => ({
    source: path,
    target: path,
  }))
  const run = (container: string, imageName: string, more: object): Container =>
    docker.run({
      name: `k8s_${container}_${feature}-${name}_sonic_uid_0`,
      image: docker.images.find(imageName)!,
      imageName,
      networkMode: 'host',
      mounts,
      labels: {
        'io.kubernetes.container.name': container,
        'io.kubernetes.docker.type': 'container',
        'io.kubernetes.pod.name': `${feature}-${name}`,
        'io.kubernetes.pod.namespace': 'sonic',
      },
      ...more,
    })
  const own = run(feature, 'docker-restapi:latest', {})
  const sidecar = run(`${feature}-sidecar`, `docker-${feature}-sidecar:${tag}`, {
    privileged,
    hostPid,
    env,
  })
  return { own, sidecar }
}

test('an image has its sources where the Dockerfile of SONiC puts them: pod control apart from all else', () => {
  const sources = (tag: string): string[] =>
    Object.keys(
      sidecarImages('any').find(({ tags }) => tags?.includes(`docker-restapi-sidecar:${tag}`))
        ?.files ?? {},
    ).filter((file) => !file.includes('20'))
  const today = [
    '/usr/share/sonic/scripts/k8s_pod_control.sh',
    '/usr/share/sonic/systemd_scripts/restapi.sh',
  ]
  assert.deepEqual(sources('latest').toSorted(), today)
  assert.deepEqual(sources('20260110.01').toSorted(), today)
})
