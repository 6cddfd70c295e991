import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { testMachine } from '../lifecycle/fixtures/test-machine'
import { Secret } from '../testbed/testbed'
import { root } from './command'
import { fileRemoved, fileWritten, lineAdded, textReplaced } from './file-changes'

const owner = `${process.getuid?.()}:${process.getgid?.()}`

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: a new file goes, with the directories that came with it`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.at('etc/sonic/credentials/key')
    await machine.change(
      fileWritten({ what: 'key', path, content: new Secret('it is secret'), mode: '600', owner }),
    )
    assert.equal(machine.read('etc/sonic/credentials/key'), 'it is secret')
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.equal((await machine.restore()).complete, true)
    assert.equal(existsSync(machine.at('etc')), false)
  })

  test(`${shell}: a replaced file comes back with its mode`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('file', 'before', 0o640)
    await machine.change(fileWritten({ what: 'file', path, content: 'after', mode: '600', owner }))
    assert.equal(machine.read('file'), 'after')
    await machine.restore()
    assert.equal(machine.read('file'), 'before')
    assert.equal(statSync(path).mode & 0o777, 0o640)
    assert.deepEqual(machine.files(), ['file'])
  })

  test(`${shell}: a file that somebody else changed is left alone, and said so`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('file', 'before')
    await machine.change(fileWritten({ what: 'file', path, content: 'ours', mode: '644', owner }))
    writeFileSync(path, 'theirs')
    const { entries } = await machine.restore()
    assert.equal(machine.read('file'), 'theirs')
    assert.equal(entries[0]?.outcome, 'kept')
    assert.match(
      entries[0]?.detail ?? '',
      /file was changed by somebody else meanwhile and is left as it is; what was there before is in .*\.before$/,
    )
    const backup = / (\S+\.before)$/.exec(entries[0]?.detail ?? '')?.[1] ?? ''
    assert.equal(readFileSync(backup, 'utf8'), 'before')
  })

  test(`${shell}: a file that was changed twice comes back as it was first`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('file', 'before')
    await machine.change(fileWritten({ what: 'file', path, content: 'one', mode: '644', owner }))
    await machine.change(fileWritten({ what: 'file', path, content: 'two', mode: '644', owner }))
    assert.equal((await machine.restore()).complete, true)
    assert.equal(machine.read('file'), 'before')
  })

  test(`${shell}: a removed file comes back`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('file', 'before', 0o600)
    await machine.change(fileRemoved({ what: 'file', path }))
    assert.equal(existsSync(path), false)
    await machine.restore()
    assert.equal(machine.read('file'), 'before')
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  test(`${shell}: a line takes the place of those with its key, and gives it back`, async (t) => {
    const machine = await testMachine(t, shell)
    const before =
      '127.0.0.1 localhost\n10.0.0.9\tapi.internal other\n# api.internal\n10.0.0.1 x.api.internal'
    const path = machine.write('hosts', before)
    await machine.change(
      lineAdded({ what: 'hosts', path, line: '10.250.0.1 api.internal', key: 'api.internal' }),
    )
    assert.equal(
      machine.read('hosts'),
      '127.0.0.1 localhost\n# api.internal\n10.0.0.1 x.api.internal\n10.250.0.1 api.internal\n',
    )
    await machine.restore()
    assert.equal(machine.read('hosts'), before)
  })

  test(`${shell}: only our line goes where the file was changed meanwhile`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('hosts', '127.0.0.1 localhost\n10.0.0.9 api.internal\n')
    await machine.change(
      lineAdded({ what: 'hosts', path, line: '10.250.0.1 api.internal', key: 'api.internal' }),
    )
    writeFileSync(path, `${machine.read('hosts')}10.0.0.2 theirs\n`)
    assert.equal((await machine.restore()).complete, true)
    assert.equal(
      machine.read('hosts'),
      '127.0.0.1 localhost\n10.0.0.2 theirs\n10.0.0.9 api.internal\n',
    )
  })

  test(`${shell}: a line that was there already stays, whatever happens to the file`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('hosts', '10.250.0.1 api.internal\n')
    await machine.change(
      lineAdded({ what: 'hosts', path, line: '10.250.0.1 api.internal', key: 'api.internal' }),
    )
    writeFileSync(path, '10.250.0.1 api.internal\n10.0.0.2 theirs\n')
    assert.equal((await machine.restore()).complete, true)
    assert.equal(machine.read('hosts'), '10.250.0.1 api.internal\n10.0.0.2 theirs\n')
  })

  test(`${shell}: a text is replaced literally, and must be there`, async (t) => {
    const machine = await testMachine(t, shell)
    const path = machine.write('kubelet', 'A="--x=/a.*[b]&\\" # \n')
    await machine.change(textReplaced({ what: 'flags', path, from: '/a.*[b]&\\', to: '/c&\\d' }))
    assert.equal(machine.read('kubelet'), 'A="--x=/c&\\d" # \n')
    const again = await machine.attempt(
      textReplaced({ what: 'flags', path, from: '/a.*', to: 'x' }),
    )
    assert.equal(again.exitCode, 1)
    assert.match(again.stderr, /kubelet does not contain '\/a\.\*', which was to be replaced/)
    assert.equal((await machine.restore()).complete, true)
    assert.equal(machine.read('kubelet'), 'A="--x=/a.*[b]&\\" # \n')
  })

  test(`${shell}: a file reached by a symbolic link is changed where it is`, async (t) => {
    const machine = await testMachine(t, shell)
    machine.write('real', 'before')
    await machine.host.run(root`ln -s real ${machine.at('link')}`)
    await machine.change(
      fileWritten({ what: 'l', path: machine.at('link'), content: 'after', mode: '644', owner }),
    )
    assert.equal(machine.read('real'), 'after')
    await machine.restore()
    assert.equal(machine.read('real'), 'before')
    assert.deepEqual(machine.files(), ['link', 'real'])
  })
}
