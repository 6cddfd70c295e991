import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../fixtures/test-machine'
import { type LookedAt, lookedAt } from './fixtures/looked-at'
import { dutSnapshot, vmhostSnapshot } from './machine-snapshots.sh'
import { snapshotWords } from './snapshot-words.sh'

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: of a container's kernel settings only those of its network count, as the others are not its own`, () => {
    const classesIn = (namespace: string): string =>
      execFileSync(
        shell,
        [
          '-euc',
          `${snapshotWords.script}
          readlink() { echo '${namespace}'; }
          setting vm/panic_on_oom net/bridge/bridge-nf-call-iptables | cut -f 1`,
        ],
        { encoding: 'utf8' },
      )
    assert.equal(classesIn('pid:[4026531836]'), 'kernel settings\nkernel settings\n')
    assert.equal(classesIn('pid:[4026532301]'), '~kernel settings\nkernel settings\n')
  })

  test(`${shell}: the switches of other runs come and go, our own is not done yet, any other unit of ours counts`, () => {
    const told = execFileSync(
      shell,
      [
        '-euc',
        `${snapshotWords.script}
        RUN=${run}
        names() { :; }
        systemctl() {
          case $1 in list-units) ;; *) return 0 ;; esac
          printf '%s loaded inactive dead\\n' kubesonic-restore.service kubesonic-$RUN.timer \\
            kubesonic-20261126-104158-ml4np.timer kubesonic-20261126-104158-ml4np.service
        }
        units docker`,
      ],
      { encoding: 'utf8' },
    )
    assert.deepEqual(told.trim().split('\n'), [
      'units\tkubesonic-restore.service\tthere',
      '~switches\tkubesonic-20261126-104158-ml4np.timer\tthere',
      '~switches\tkubesonic-20261126-104158-ml4np.service\tthere',
    ])
  })

  test(`${shell}: a machine that is as it was keeps no receipt`, async (t) => {
    const machine = await lookedAt(t, shell)
    const { receipt, complete } = await machine.restore()
    assert.deepEqual(receipt, { compared: { items: 4, classes: 2 }, differences: [] })
    assert.equal(complete, true)
    assert.equal(existsSync(machine.base), false)
  })

  test(`${shell}: a receipt that cannot be written down is told all the same`, async (t) => {
    const machine = await lookedAt(t, shell)
    mkdirSync(join(machine.journal.directory, 'differences'))
    const { receipt } = await machine.restore()
    assert.deepEqual(receipt, { compared: { items: 4, classes: 2 }, differences: [] })
  })

  test(`${shell}: content, mode, what came and what went differ, whatever the undo says`, async (t) => {
    const machine = await lookedAt(t, shell)
    writeFileSync(machine.at('hosts'), 'other')
    execFileSync('chmod', ['600', machine.at('tree/key')])
    writeFileSync(machine.at('tree/new file'), '')
    symlinkSync('/nowhere', machine.at('tree/link'))
    const { receipt } = await machine.restore()
    const found = receipt?.differences.map(({ class: name, item, was, is }) => {
      const plain = (value: string): string => value.replace(/content [0-9a-f]{12}$/, 'content')
      return [name, item.replace(`${machine.at('')}/`, ''), plain(was), plain(is)]
    })
    assert.deepEqual(found, [
      ['credentials', 'tree (entries)', '1', '3'],
      ['credentials', 'tree/key', '644 0:0, 7 bytes, content', '600 0:0, 7 bytes, content'],
      ['credentials', 'tree/link', 'absent', 'a link to /nowhere'],
      ['credentials', 'tree/new file', 'absent', '644 0:0, 0 bytes, content'],
      ['hosts file', 'hosts', '644 0:0, 6 bytes, content', '644 0:0, 5 bytes, content'],
    ])
    assert.equal(existsSync(machine.base), false, 'it was heard, so nothing of it stays')
  })

  test(`${shell}: looking at a real machine changes nothing, prints no complaint and every class`, async (t) => {
    for (const [snapshot, classes] of [
      [dutSnapshot, 15],
      [vmhostSnapshot({ profile: 'kubesonic', cache: 'keep' }), 8],
    ] as const) {
      const machine = await lookedAt(t, shell, () => snapshot)
      const before = readFileSync(join(machine.journal.directory, 'before.snapshot'), 'utf8')
      const lines = before.trimEnd().split('\n')
      for (const line of lines) assert.match(line, /^~?[\w][\w ]*\t[^\t]+\t[^\t]*$/)
      const names = new Set(lines.map((line) => line.split('\t')[0]))
      assert.ok(names.size >= classes, [...names].join())
      assert.ok(before.length < 200_000)
      const { receipt } = await machine.restore()
      assert.deepEqual(
        receipt?.differences.filter(({ class: name }) => name !== 'processes'),
        [],
      )
    }
  })
}

test('without a snapshot before the first change nothing is claimed', async (t) => {
  const machine = await lookedAt(t, 'dash')
  rmSync(join(machine.journal.directory, 'before.snapshot'))
  const { receipt } = await machine.restore()
  assert.deepEqual(receipt, {
    compared: undefined,
    why: 'the machine was not looked at before the first change',
    differences: [],
  })
})

test('dash and bash see the same machine', async (t) => {
  const seen: string[] = []
  for (const shell of ['dash', 'bash'] as const) {
    const machine = await lookedAt(t, shell, () => dutSnapshot)
    const text = readFileSync(join(machine.journal.directory, 'before.snapshot'), 'utf8')
    seen.push(text.replace(/content [0-9a-f]{12}/g, 'content').replace(/^processes.*\n/gm, ''))
  }
  assert.equal(seen[0], seen[1])
})

test('the hash of a file tells nothing to who guesses its content', async (t) => {
  const content = (machine: LookedAt): string | undefined =>
    /hosts\t.*content (\w+)/.exec(
      readFileSync(join(machine.journal.directory, 'before.snapshot'), 'utf8'),
    )?.[1]
  assert.notEqual(content(await lookedAt(t, 'dash')), content(await lookedAt(t, 'dash')))
})
