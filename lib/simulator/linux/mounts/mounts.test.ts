import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { SeededRandom } from '../../chance/seeded-random'
import { Machine } from '../../machine/machine'
import { SimulatedClock } from '../../time/clock'
import { mountCommands } from './commands'

let machine: Machine

beforeEach(() => {
  machine = new Machine({
    hostname: 'box',
    users: [],
    clock: new SimulatedClock(0),
    random: new SeededRandom(1),
  })
  machine.install(...mountCommands)
})

const out = async (line: string): Promise<string> => {
  const { stdout, stderr } = await machine.exec(line)
  return stdout + stderr
}
const reboot = (): void => {
  machine.goDown()
  machine.comeUp()
}

test('a boot forgets what was mounted, and what lay below is there again', async () => {
  await out(
    'mkdir -p /data/real /srv/view /srv/memory; echo below > /srv/view/file; mount --bind /data/real /srv/view; mount -t tmpfs tmpfs /srv/memory; touch /srv/memory/lost',
  )
  assert.equal(await out('ls /srv/view; findmnt -n -o TARGET,SOURCE /srv/memory'), '/srv/memory tmpfs\n') // prettier-ignore
  reboot()
  assert.equal(
    await out('cat /srv/view/file; ls /srv/memory; findmnt /srv/view /srv/memory; mountpoint /srv/view'),
    'below\n/srv/view is not a mountpoint\n',
  ) // prettier-ignore
  assert.doesNotMatch(await out('cat /proc/mounts; mount'), /srv/)
})

test('what was mounted to be read only says so, and can be written after a boot', async () => {
  await out('mkdir -p /mnt/ro; mount -t tmpfs -o ro,size=1m tmpfs /mnt/ro; mount -o remount,ro /')
  assert.equal(await out('touch /etc/x'), "touch: cannot touch '/etc/x': Read-only file system\n")
  assert.match(await out('findmnt -n -o OPTIONS /mnt/ro'), /^ro,relatime,size=1m$/m)
  assert.match(await out('cat /proc/mounts'), /^\/dev\/vda1 \/ ext4 ro,relatime 0 0$/m)
  reboot()
  assert.equal(await out('touch /etc/x; findmnt -n -o OPTIONS /'), 'rw,relatime\n')
})

test('their options are read alike, and refused in the words of util-linux', async () => {
  for (const [line, told] of [
    ['mount -y', "mount: invalid option -- 'y'\nTry 'mount --help' for more information.\n"],
    ['findmnt --nosuch', "findmnt: unrecognized option '--nosuch'\nTry 'findmnt --help' for more information.\n"],
    ['umount', "umount: bad usage\nTry 'umount --help' for more information.\n"],
    ['findmnt -o', "findmnt: option requires an argument -- 'o'\nTry 'findmnt --help' for more information.\n"],
    ['lsblk --nosuch', "lsblk: unrecognized option '--nosuch'\nTry 'lsblk --help' for more information.\n"],
    ['findmnt -nfo TARGET -t tmpfs,proc', '/proc\n'],
  ] as const)
    assert.equal(await out(line), told)
}) // prettier-ignore
