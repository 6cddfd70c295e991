import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { preparedScript, preparedText, type Preparation } from './preparing'

const preparation: Preparation = { dialect: 'dash', elsewhere: () => undefined }
const lifecycle = join(__dirname, '../../lifecycle')

/** The texts between `` root` `` and `` ` `` of the files that hold shell scripts. */
const shellTexts = (): [string, string][] =>
  readdirSync(lifecycle)
    .filter((name) => name.endsWith('.sh.ts'))
    .map((name): [string, string] => [name, scriptIn(readFileSync(join(lifecycle, name), 'utf8'))])
    .filter(([, script]) => script !== '')

const opensForWriting = />\s*"?(\$|\/(?!dev))/

const scriptIn = (source: string): string =>
  /root`([\s\S]*)`\s*$/.exec(source)?.[1]?.replace(/\\(`|\$\{)/g, '$1') ?? ''

test('every script of lib/lifecycle is prepared, in sh and in bash', async (t) => {
  for (const [name, script] of shellTexts()) {
    for (const dialect of ['dash', 'bash'] as const) {
      await t.test(`${name} in ${dialect}`, () => {
        const text = preparedText(script, { ...preparation, dialect })
        assert.notEqual(text, script)
        if (opensForWriting.test(script)) assert.match(text, /\u0001/)
      })
    }
  }
  assert.ok(shellTexts().length >= 3)
})

test('a text is prepared once for as long as PATH finds the same files', () => {
  const before = preparedScript('iptables -L', preparation)
  assert.equal(preparedScript('iptables -L', preparation), before)
  const elsewhere = (): string => '/usr/sbin/iptables'
  assert.notEqual(preparedScript('iptables -L', { ...preparation, elsewhere }), before)
  assert.equal(
    preparedText('iptables -L', { ...preparation, elsewhere }),
    '/bin/.run-file /usr/sbin/iptables -L',
  )
})

test('the oldest of many texts is forgotten', () => {
  const first = preparedScript('echo first', preparation)
  for (let i = 0; i < 150; i++) preparedScript(`echo ${i}`, preparation)
  assert.notEqual(preparedScript('echo first', preparation), first)
})

test('a script that cannot be parsed stays as it is', () => {
  assert.equal(preparedText('if then', preparation), 'if then')
  assert.equal(preparedScript('if then', preparation), undefined)
})
