import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { commands } from './openssh/commands'
import { OpenSshLab, type RunOptions, withoutOpenSsh } from './openssh/lab'
import { assertOutcome, type Outcome } from './openssh/outcome'

const options = { skip: withoutOpenSsh() ?? false }
const password = 'a b"c$d'

let lab: OpenSshLab
before(async () => {
  if (!options.skip) lab = await OpenSshLab.start(password)
})
after(() => lab?.close())

const ssh = (words: string[], run?: RunOptions): Promise<Outcome> => lab.run('ssh', words, run)
const script = (text: string, run?: RunOptions): Promise<Outcome> =>
  lab.run('sh', ['-ec', text], run)

for (const [title, words, wanted] of commands(password))
  test(`ssh: ${title}`, options, async () => assertOutcome(await ssh(words), wanted))

const askpass = (value: string): RunOptions => ({
  env: { SSH_ASKPASS: './askpass', SSH_ASKPASS_REQUIRE: 'force', LAB_PASSWORD: value },
})
const byPassword = [
  '-o',
  'PubkeyAuthentication=no',
  '-o',
  'NumberOfPasswordPrompts=1',
  'dut',
  'id -un',
]

test('ssh: the password lets the user in, a wrong one does not', options, async () => {
  assertOutcome(await ssh(byPassword, askpass(password)), { stdout: 'admin\n' })
  assertOutcome(await ssh(byPassword, askpass('wrong')), { code: 255, stderr: /Permission denied/ })
})

test('ssh: megabytes of any bytes pass through both ways unchanged', options, async () => {
  const bytes = randomBytes(3 << 20)
  const { stdout, stderr } = await ssh(['dut', 'cat'], { input: bytes })
  assert.ok(stdout.equals(bytes), `${stdout.length} bytes came back, ${stderr}`)
  const sum = await ssh(['dut', 'sha256sum'], { input: bytes })
  const wanted = createHash('sha256').update(bytes).digest('hex')
  assertOutcome(sum, { stdout: `${wanted}  -\n` })
})

test('ssh: a shell reads its commands from stdin', options, async () => {
  const shell = await ssh(['-T', 'dut'], { input: 'cd /etc\npwd\nx=1\necho "x is $x"\nexit 3\n' })
  assertOutcome(shell, { code: 3, stdout: '/etc\nx is 1\n' })
})

test('ssh: many sessions at once each get their own answer', options, async () => {
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => ssh(['dut', `echo ${i}`])))
  assert.deepEqual(
    all.map(({ stdout }) => stdout.toString()),
    all.map((_, i) => `${i}\n`),
  )
})

test(
  'ssh: one connection carries ten sessions; the eleventh is refused, and the connection lives on',
  options,
  async () => {
    const outcome = await script(`
    export S="-F $F -S $PWD/control"
    ssh $S -M -N -f dut
    for i in 1 2 3 4 5 6 7 8 9 10; do ssh $S dut 'sleep 3' & done
    until [ "$(ssh $S -O check dut 2>&1 >/dev/null | grep -c running)" = 1 ]; do :; done
    n=0; until ssh $S -o ControlMaster=no dut true 2> refusal && [ $n -lt 100 ]; do
      grep -q 'session' refusal && touch refused; n=$((n + 1)); [ -e refused ] && break; done
    wait
    ssh $S dut 'echo lives'
    ssh $S -O exit dut
    cat refusal >&2`)
    assertOutcome(outcome, { stdout: 'lives\n', stderr: /open failed|open refused|multiplexing/i })
  },
)

test('ssh -L: kubectl and curl reach the API server through the vmhost', options, async () => {
  const { testbed } = lab
  const kubeconfig = readFileSync(testbed.kubeconfig, 'utf8')
  lab.write('forwarded', kubeconfig.replace(/server: .*/, 'server: https://127.0.0.1:16443'))
  const outcome = await script(`
    ssh -F $F -S $PWD/tunnel -M -f -N -o ExitOnForwardFailure=yes -L 16443:10.250.0.1:6443 vmhost
    trap 'ssh -F $F -S $PWD/tunnel -O exit vmhost 2>/dev/null' EXIT
    curl -sk https://127.0.0.1:16443/version | grep -o '"gitVersion": "[^"]*"'
    command -v kubectl >/dev/null || exit 0
    kubectl --kubeconfig=forwarded get node vlab-01 -o jsonpath={.metadata.name}`)
  assert.match(outcome.stdout.toString(), /^"gitVersion": "v1\.22\.2"\n(vlab-01)?$/, outcome.stderr)
})

test('scp: files and folders go there and come back as they were', options, async () => {
  const bytes = randomBytes(200_000)
  lab.write('up', bytes, 0o640)
  assertOutcome(await lab.run('scp', ['-p', 'up', 'dut:/tmp/up']), {})
  assertOutcome(await ssh(['dut', 'stat -c "%a %s" /tmp/up']), { stdout: '640 200000\n' })
  assertOutcome(await lab.run('scp', ['-q', 'dut:/tmp/up', 'down']), {})
  assert.ok(readFileSync(join(lab.directory, 'down')).equals(bytes))
  assertOutcome(await ssh(['dut', 'mkdir -p tree/a/b; echo x > tree/a/b/c; echo y > tree/d']), {})
  assertOutcome(await lab.run('scp', ['-r', 'dut:tree', 'tree-back']), {})
  assert.equal(readFileSync(join(lab.directory, `tree-back/a/b/c`), 'utf8'), 'x\n')
  assertOutcome(await lab.run('scp', ['-r', 'tree-back', 'dut:back']), {})
  assertOutcome(await ssh(['dut', 'cat back/a/b/c back/d; rm -r tree back /tmp/up']), {
    stdout: 'x\ny\n',
  })
  const missing = await lab.run('scp', ['dut:nosuch', 'down'])
  assertOutcome(missing, { code: 1, stderr: /nosuch.*No such file or directory/ })
  const denied = await lab.run('scp', ['up', 'dut:/etc/up'])
  assertOutcome(denied, { code: 1, stderr: /[Pp]ermission denied/ })
})

test('sftp -b: a batch of commands, and its end at the first that fails', options, async () => {
  lab.write('local', 'text\n')
  const batch = lab.write(
    'batch',
    'mkdir box\ncd box\nput local\nrename local moved\nchmod 600 moved\nls -l\nsymlink moved link\nget moved fetched\npwd\nrm link\nrm moved\ncd ..\nrmdir box\n',
  )
  const outcome = await lab.run('sftp', ['-q', '-b', batch, 'dut'])
  assertOutcome(outcome, {})
  assert.match(outcome.stdout.toString(), /^-rw------- .* moved$/m)
  assert.match(outcome.stdout.toString(), /Remote working directory: \/home\/admin\/box/)
  assert.equal(readFileSync(join(lab.directory, 'fetched'), 'utf8'), 'text\n')
  assert.equal(statSync(join(lab.directory, 'fetched')).size, 5)
  const failing = lab.write('failing', 'get nosuch\nmkdir never\n')
  assertOutcome(await lab.run('sftp', ['-q', '-b', failing, 'dut']), {
    code: 1,
    stderr: /nosuch.* not found/,
  })
  assertOutcome(await ssh(['dut', '[ -e never ]']), { code: 1 })
})
