import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { Secret } from '../testbed/testbed'
import { raw, root, sh } from './command'

test('plain words stay readable, everything else is quoted', () => {
  assert.equal(
    sh`docker ps --filter ${'name=k8s_x'} ${'a b'} ${''} ${7}`.script,
    "docker ps --filter name=k8s_x 'a b' '' 7",
  )
})

test('a quoted value is one word for every shell', () => {
  const nasty = ['', "'", "''\\'", '\\', '\n', '$(id)`id`', '-e', '~', '#x', 'a\tb', '€', '\u0001']
  for (const shell of ['dash', 'bash']) {
    const script = sh`printf '%s\1' ${nasty}`.script.replace('\\1', '\\001')
    const words = execFileSync(shell, ['-c', script], { encoding: 'utf8' }).split('\u0001')
    assert.equal(words.join('\u0001'), `${nasty.join('\u0001')}\u0001`, shell)
  }
})

test('a list is its members, each a word', () => {
  assert.equal(sh`ls ${['a b', 'c']} ${[]}`.script, "ls 'a b' c")
})

test('raw text and commands are inlined as they are', () => {
  assert.equal(sh`a ${raw('2>&1')} | ${sh`b ${'c d'}`}`.script, "a 2>&1 | b 'c d'")
})

test("backslashes are the shell's, except before a backtick and ${", () => {
  assert.equal(
    sh`sed 's/\(x\)/\1/' \${HOME:-x} \`id\``.script,
    "sed 's/\\(x\\)/\\1/' ${HOME:-x} `id`",
  )
})

test('the indentation that all lines share is dropped, that of values is not', () => {
  const value = 'one\n    two'
  const { script } = root`
    if true; then
      echo ${value}
    fi`
  assert.equal(script, "if true; then\n  echo 'one\n    two'\nfi")
})

test('a secret is refused in a command', () => {
  assert.throws(() => sh`echo ${new Secret('x') as never}`, /A secret cannot be part of a command/)
})

test('a missing value is refused in a command', () => {
  assert.throws(() => sh`rm -rf /${undefined as never}`, /undefined cannot be part of a command/)
})

test('a NUL is refused', () => {
  assert.throws(() => sh`echo ${'a\0b'}`, /NUL/)
})

test('a command for root does not hide in one for the login user', () => {
  assert.throws(() => sh`x; ${root`y`}`, /for root cannot be part of one for the login user/)
  assert.equal(root`x; ${sh`y`}`.user, 'root')
})
