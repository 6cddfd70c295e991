import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { bootTestDut, eventually } from '../dut/test-dut'
import type { Machine } from '../machine/machine'
import { bootTestVmhost } from '../vmhost/test-vmhost'
import type { Vmhost } from '../vmhost/vmhost'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function aDut() {
  const { dut, close } = await bootTestDut()
  closers.push(close)
  return dut
}

async function aVmhost(): Promise<Vmhost> {
  const { vmhost, close } = await bootTestVmhost()
  closers.push(close)
  return vmhost
}

const unit = `[Unit]
Description=kubesonic: put this machine back
ConditionPathExists=/var/lib/kubesonic
After=docker.service

[Service]
Type=oneshot
ExecStart=/bin/sh /var/lib/kubesonic/restore.sh

[Install]
WantedBy=multi-user.target
`

function prepare({ fs }: Machine): void {
  fs.writeText('/etc/systemd/system/kubesonic-restore.service', unit)
  fs.writeText('/var/lib/kubesonic/restore.sh', 'echo restored\n: > /run/restored\nexit 3\n')
}

for (const [name, boot] of [
  ['vmhost', aVmhost],
  ['DUT', aDut],
] as const)
  test(`a power cut of the ${name} takes what runs and what lives in memory, and enabled units run at the next boot`, async () => {
    const simulated = await boot()
    const { machine } = simulated
    const sh = async (script: string): Promise<string> => (await machine.exec(script)).stdout
    prepare(machine)
    await sh(
      'systemctl enable kubesonic-restore; systemd-run --unit=back --on-active=100 /bin/touch /root/fired; sysctl -w fs.protected_regular=1; echo x > /run/x; echo x > /tmp/x; mkdir -p /root/kept',
    )
    const boot1 = await sh('cat /proc/sys/kernel/random/boot_id')
    const uptime = Number((await sh('sleep 0.1; cut -d" " -f1 /proc/uptime')).trim())
    const running = machine.exec('sleep 30; echo late > /root/late')
    const writing = machine.exec('while :; do echo x >> /root/kept/log; sleep 0.01; done')
    await eventually(() => machine.fs.exists('/root/kept/log'))
    simulated.powerOff()
    assert.equal((await running).exitCode, 143)
    await writing
    const log = machine.fs.readText('/root/kept/log')
    await simulated.powerOn()
    await eventually(() => machine.fs.exists('/run/restored'))

    assert.equal(machine.fs.readText('/root/kept/log'), log)
    assert.notEqual(await sh('cat /proc/sys/kernel/random/boot_id'), boot1)
    assert.ok(Number((await sh('cut -d" " -f1 /proc/uptime')).trim()) < uptime + 10)
    assert.equal(
      await sh('ls /root/late /run/x /tmp/x 2>/dev/null; systemctl is-active back.timer; sysctl -n fs.protected_regular'), // prettier-ignore
      'inactive\n2\n',
    )
    await eventually(async () => (await machine.exec('systemctl is-failed kubesonic-restore')).exitCode === 0) // prettier-ignore
    const story = await sh('journalctl -b -u kubesonic-restore -u docker -o cat')
    assert.ok(story.indexOf('Started docker') < story.indexOf('Starting kubesonic-restore'), story)
    assert.match(story, /\nrestored\n[^]*Failed to start kubesonic-restore\.service/)
  })

test('a unit whose condition is not met is skipped at boot; a disabled one is not started', async () => {
  const vmhost = await aVmhost()
  const { machine } = vmhost
  prepare(machine)
  await machine.exec('systemctl enable kubesonic-restore')
  machine.fs.remove('/var/lib/kubesonic')
  vmhost.powerOff()
  await vmhost.powerOn()
  const { stdout } = await machine.exec('journalctl -b -u kubesonic-restore -o cat; systemctl is-active kubesonic-restore') // prettier-ignore
  assert.equal(
    stdout,
    'kubesonic-restore.service - kubesonic: put this machine back was skipped because of an unmet condition check (ConditionPathExists=/var/lib/kubesonic).\ninactive\n',
  )
  prepare(machine)
  await machine.exec('systemctl disable kubesonic-restore')
  vmhost.powerOff()
  await vmhost.powerOn()
  assert.equal((await machine.exec('journalctl -b -u kubesonic-restore -o cat')).stdout, '')
})

test('reboot returns, the machine goes down in order and comes up again', async () => {
  const vmhost = await aVmhost()
  const { machine } = vmhost
  const { bootId } = machine
  assert.deepEqual(await machine.exec('reboot'), { stdout: '', stderr: '', exitCode: 0 })
  await eventually(async () => machine.bootId !== bootId && vmhost.docker.running)
  const { stdout } = await machine.exec('journalctl -b -1 -u docker -o cat; systemctl is-active docker') // prettier-ignore
  assert.match(stdout, /\nStopped docker\.service - [^\n]*\nactive\n$/)
  assert.equal((await machine.exec('systemctl poweroff')).exitCode, 0)
  await eventually(() => !machine.power.isOn)
})

test('a machine is found long after its boot; while it boots systemd says that it is starting', async () => {
  const dut = await aDut()
  const sh = async (script: string): Promise<string> => (await dut.machine.exec(script)).stdout
  assert.ok(Number.parseFloat(await sh('cat /proc/uptime')) > 3600)
  const state =
    'systemctl is-system-running; echo $?; systemctl show -p SystemState --value; cat /etc/started'
  const look = `/bin/sh -c 'sleep 0.2; touch /etc/started'`
  dut.machine.fs.writeText(
    '/etc/systemd/system/late.service',
    `[Service]\nType=oneshot\nExecStart=${look}\n[Install]\nWantedBy=multi-user.target\n`,
  )
  await sh('systemctl enable late')
  dut.powerOff()
  const on = dut.powerOn()
  assert.equal(await sh(state), 'starting\n1\nstarting\n')
  await on
  await eventually(async () => (await sh(state)) === 'running\n0\nrunning\n')
  assert.ok(dut.machine.fs.exists('/etc/started'))
})

test('systemctl show tells when a unit became active by the clock that nobody sets', async () => {
  const { machine } = await aVmhost()
  await machine.exec('systemctl restart docker')
  machine.clock.leap(90_000)
  const { stdout } = await machine.exec(
    'cat /proc/uptime; systemctl show docker nosuch -p ActiveEnterTimestampMonotonic --value',
  )
  const [uptime = 0, since = 0] = stdout.split('\n').map(Number.parseFloat)
  assert.ok(Math.abs(uptime - since / 1e6 - 90) < 5, stdout)
})

test('a container without a restart policy is Exited (255) after a power cut; one with a policy comes back', async () => {
  const dut = await aDut()
  const [image] = dut.docker.images.all()
  assert.ok(image)
  dut.docker.run({ name: 'mine', image, imageName: 'x' })
  dut.docker.run({
    name: 'theirs',
    image,
    imageName: 'x',
    restartPolicy: { name: 'always', retries: 0 },
  })
  dut.powerOff()
  await dut.powerOn()
  const { stdout } = await dut.machine.exec("docker ps -a --format '{{.Names}} {{.Status}}'")
  assert.match(stdout, /^mine Exited \(255\)/m)
  assert.match(stdout, /^theirs Up /m)
})
