import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bootTestDut } from '../../dut/test-dut'

let booted: Awaited<ReturnType<typeof bootTestDut>>
before(async () => (booted = await bootTestDut()))
after(() => booted.close())

const type = async (line: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await booted.dut.machine.exec(line)
  return `${stdout}${stderr}${exitCode}`
}

test('the tree of what a unit needs: targets last and opened, what hangs on itself left out', async () => {
  const tree = await type('systemctl list-dependencies ctrmgrd')
  assert.match(
    tree,
    /^ctrmgrd\.service\n● ├─caclmgrd\.service\n● ├─system\.slice\n● ├─sonic\.target\n● │ ├─caclmgrd\.service\n/,
  )
  assert.match(
    tree,
    /\n● │ ├─database\.service\n {2}│ └─\.\.\.\n● └─sysinit\.target\n○ {3}├─dev-hugepages\.mount\n/,
  )
  assert.match(
    tree,
    /\n● {3}├─local-fs\.target\n○ {3}│ └─systemd-remount-fs\.service\n● {3}├─swap\.target\n● {3}└─veritysetup\.target\n0$/,
  )
  assert.equal(
    await type('systemctl list-dependencies sonic.target --plain'),
    'sonic.target\n  caclmgrd.service\n  ctrmgrd.service\n  database.service\n0',
  )
  assert.equal(
    await type('systemctl list-dependencies --reverse docker --plain'),
    'docker.service\n  multi-user.target\n  graphical.target\n0',
  )
  assert.equal(await type('systemctl list-dependencies nosuch'), 'nosuch.service\n0')
})

test('what systemd adds to a service by itself is among its dependencies', async () => {
  assert.equal(
    await type('systemctl show kubelet -p Requires,Wants,After,Before,WantedBy,Conflicts'),
    'Requires=sysinit.target system.slice\nWants=network-online.target\nWantedBy=\nConflicts=shutdown.target\nBefore=shutdown.target\nAfter=network-online.target sysinit.target basic.target system.slice systemd-journald.socket\n0',
  )
  assert.match(await type('systemctl show docker -p WantedBy'), /^WantedBy=multi-user\.target\n0$/)
})

test('units and their files are listed as JSON, too', async () => {
  assert.equal(
    await type('systemctl -o json list-units ctrmgrd.service'),
    '[{"unit":"ctrmgrd.service","load":"loaded","active":"active","sub":"running","description":"Container Manager watcher daemon"}]\n0',
  )
  assert.equal(
    await type('systemctl list-unit-files --output=json-pretty kubelet.service'),
    '[\n\t{\n\t\t"unit_file" : "kubelet.service",\n\t\t"state" : "disabled",\n\t\t"preset" : "enabled"\n\t}\n]\n0',
  )
})

test('a verb of systemctl that the twin has not is reported, one that nobody has is unknown', async () => {
  assert.equal(await type('systemctl isolate x'), 'systemctl isolate: not simulated\n127')
  assert.equal(await type('systemctl nosuch'), 'Unknown command verb nosuch.\n1')
  assert.equal(await type('systemctl get-default'), 'graphical.target\n0')
})
