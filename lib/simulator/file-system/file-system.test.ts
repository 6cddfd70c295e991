import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FileSystem } from './file-system'

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'no error'
  } catch (error) {
    return (error as { code: string }).code
  }
}

const admin = { uid: 1000, gids: [1000, 27] }

test('a user reads and writes what the mode allows, and root everything', () => {
  const fs = new FileSystem()
  fs.writeText('/etc/secret', 'x', { mode: 0o600 })
  fs.writeText('/etc/shared', 'y', { mode: 0o640, gid: 27 })
  const view = fs.as(admin)

  assert.equal(
    codeOf(() => view.read('/etc/secret')),
    'EACCES',
  )
  assert.equal(view.readText('/etc/shared'), 'y')
  assert.equal(
    codeOf(() => view.write('/etc/shared', 'z')),
    'EACCES',
  )
  assert.equal(
    codeOf(() => view.write('/etc/new', 'z')),
    'EACCES',
  )
  assert.equal(fs.readText('/etc/secret'), 'x')
})

test('a directory without x hides what is below it', () => {
  const fs = new FileSystem()
  fs.writeText('/root/a', 'x', { mode: 0o644 })
  fs.chmod('/root', 0o700)

  assert.equal(fs.as(admin).exists('/root/a'), false)
  assert.equal(
    codeOf(() => fs.as(admin).read('/root/a')),
    'EACCES',
  )
})

test('in a sticky directory only the owner removes a file', () => {
  const fs = new FileSystem()
  fs.mkdirp('/tmp', { mode: 0o1777 })
  fs.as(admin).write('/tmp/mine', 'x')
  const other = fs.as({ uid: 1001, gids: [1001] })

  assert.equal(
    codeOf(() => other.unlink('/tmp/mine')),
    'EPERM',
  )
  fs.as(admin).unlink('/tmp/mine')
  assert.equal(fs.exists('/tmp/mine'), false)
})

test('hard links share content and count each other', () => {
  const fs = new FileSystem()
  fs.write('/a', 'one')
  fs.link('/a', '/b')
  fs.write('/b', 'two')

  assert.equal(fs.readText('/a'), 'two')
  assert.equal(fs.stat('/a').nlink, 2)
  fs.unlink('/a')
  assert.equal(fs.stat('/b').nlink, 1)
})

test('symlinks are followed, also relative ones in the middle of a path, but not in a circle', () => {
  const fs = new FileSystem()
  fs.mkdirp('/usr/bin')
  fs.symlink('usr/bin', '/bin')
  fs.writeText('/bin/tool', 'x')
  fs.symlink('/loop', '/loop')

  assert.equal(fs.realpath('/bin/tool'), '/usr/bin/tool')
  assert.equal(fs.lstat('/bin').kind, 'symlink')
  assert.equal(
    codeOf(() => fs.read('/loop')),
    'ELOOP',
  )
})

test('a bind mount can be written but neither renamed over nor removed', () => {
  const fs = new FileSystem()
  fs.writeText('/etc/hosts', 'old')
  fs.write('/etc/new', 'new')
  fs.bindMount('/etc/hosts')

  assert.equal(
    codeOf(() => fs.rename('/etc/new', '/etc/hosts')),
    'EBUSY',
  )
  assert.equal(
    codeOf(() => fs.unlink('/etc/hosts')),
    'EBUSY',
  )
  fs.write('/etc/hosts', 'written')
  assert.equal(fs.readText('/etc/hosts'), 'written')
})

test('a read-only mount and a full disk refuse what they must, until they are so no more', () => {
  const fs = new FileSystem()
  fs.writeText('/etc/a', 'x')
  fs.mountReadOnly('/etc')
  assert.equal(
    codeOf(() => fs.write('/etc/a', 'y')),
    'EROFS',
  )
  assert.equal(
    codeOf(() => fs.unlink('/etc/a')),
    'EROFS',
  )
  fs.mountReadOnly('/etc', false)
  fs.write('/etc/a', 'y')

  fs.diskFull = true
  assert.equal(
    codeOf(() => fs.write('/etc/a', 'longer')),
    'ENOSPC',
  )
  fs.write('/etc/a', '')
  assert.equal(fs.readText('/etc/a'), '')
})

test('a generated file is made when it is read, and hands on what is written to it', () => {
  const fs = new FileSystem()
  let value = '0'
  fs.generate('/proc/sys/x', { read: () => `${value}\n`, write: (text) => (value = text.trim()) })
  fs.generate('/proc/fixed', { read: () => 'f' })
  fs.write('/proc/sys/x', '1\n')

  assert.equal(fs.readText('/proc/sys/x'), '1\n')
  assert.equal(
    codeOf(() => fs.as(admin).write('/proc/fixed', 'x')),
    'EACCES',
  )
})

test('new files lose the bits of the umask', () => {
  const fs = new FileSystem()
  fs.umask = 0o077
  fs.write('/secret', 'x')
  fs.mkdir('/dir')

  assert.equal(fs.stat('/secret').mode, 0o600)
  assert.equal(fs.stat('/dir').mode, 0o700)
})

test('the usual mistakes have their own codes', () => {
  const fs = new FileSystem()
  fs.mkdirp('/dir/sub')
  fs.write('/file', 'x')

  assert.equal(
    codeOf(() => fs.write('/no/file', '')),
    'ENOENT',
  )
  assert.equal(
    codeOf(() => fs.write('/dir', '')),
    'EISDIR',
  )
  assert.equal(
    codeOf(() => fs.read('/file/below')),
    'ENOTDIR',
  )
  assert.equal(
    codeOf(() => fs.mkdir('/dir')),
    'EEXIST',
  )
  assert.equal(
    codeOf(() => fs.rmdir('/dir')),
    'ENOTEMPTY',
  )
  assert.equal(
    codeOf(() => fs.rename('/dir', '/dir/sub/x')),
    'EINVAL',
  )
  assert.equal(
    codeOf(() => fs.as(admin).chown('/file', 1000, undefined)),
    'EPERM',
  )
})
