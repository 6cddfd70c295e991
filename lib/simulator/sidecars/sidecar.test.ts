import assert from 'node:assert/strict'
import { test } from 'node:test'
import { device, once, podOf } from './fixtures/device'
import { podControlScript } from './pod-control.sh'

const control = '/usr/share/sonic/scripts/docker-restapi-sidecar/k8s_pod_control.sh'

test('the first sync brings files and modes, removes the native container, and complains of what the device lacks', async (t) => {
  const { dut, run, journal } = await device(t)
  const { own } = podOf(dut, 'restapi')
  const firstStart = own.startedAt
  await journal.says('restart monit')
  assert.deepEqual(journal.lines(), [
    'IS_V1_ENABLED=False',
    'Native restapi container found (status=running); removing',
    'Detected master branch from version: master.964512-086b03bd7',
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
    /Stands in for restapi's own script/,
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
  assert.deepEqual(journal.lines().slice(3, 5), [
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
