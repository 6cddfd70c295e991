import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { main } from './main'

test('an unknown command exits 2 and names the nearest one', async () => {
  const { exitCode, stderr } = await captured(() => main(['simulte']))
  assert.equal(exitCode, 2)
  assert.equal(
    stderr,
    'There is no command "kubesonic simulte". Did you mean "kubesonic simulate"?\n  Next: kubesonic --help lists the commands.\n',
  )
})

test('the help lists every command and exits 0; without a command it exits 2', async () => {
  const asked = await captured(() => main(['--help']))
  assert.equal(asked.exitCode, 0)
  for (const name of ['run', 'report', 'simulate', 'restore', 'lease', 'template'])
    assert.equal(asked.stdout.match(new RegExp(`^  ${name} +\\S`, 'gm'))?.length, 1, name)
  assert.equal((await captured(() => main([]))).exitCode, 2)
})

test('bad options of simulate exit 2 and say what is possible', async () => {
  const cases: [string[], RegExp][] = [
    [['--pace', 'slow'], /--pace slow is unknown.\n {2}Next: one of .*real, fast/],
    [['--duts', '0'], /--duts 0 is no whole number from 1 to 99/],
    [['--dut', 'nosuch'], /There is no DUT variant "nosuch". Next: one of .*202511/],
    [['--dut', 'master:v6'], /it knows v1.20.x to v1.28.x/],
    [['--dut', 'master:ip6'], /A DUT has no option "ip6". Next: master:ipv6, or a Kubernetes/],
    [['--dut', 'master', '--duts', '2'], /--duts does not go with it/],
    [['--dut', 'master', '--variant', 'public'], /--variant does not go with it/],
    [['--kubernetes', 'v9.1.0'], /it knows v1.20.x to v1.28.x/],
    [['--minikube', 'v0.1'], /--minikube v0.1 is unknown.\n {2}Next: one of v1.34.0/],
    [['--fault', 'nosuch'], /There is no fault "nosuch". Next: one of .*image-absent/],
    [['--fault', 'port-taken:prot=1'], /has no parameter "prot". Next: one of: port/],
    [['--nosuch'], /Unknown option '--nosuch'/],
  ]
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await captured(() => main(['simulate', ...args]))
    assert.equal(exitCode, 2, args.join(' '))
    assert.match(stderr, message)
  }
})

test("simulate's help tells every fault, its parameters and every variant", async () => {
  const { exitCode, stdout } = await captured(() => main(['simulate', '--help']))
  assert.equal(exitCode, 0)
  assert.match(
    stdout,
    /minikube-start-fails .*reason: minikube's identifier: .* \(GUEST_PROVISION\)/,
  )
  assert.match(stdout, /recorded-lab/)
})

test('template prints the manifest that its parameters make', async () => {
  const { exitCode, stdout } = await captured(() =>
    main([
      ...['template', 'feature', '--param', 'name=snmp', '--param', 'image=docker-snmp:1'],
      ...['--param', 'nodeSelector.snmp_enabled=true', '--param', 'volumes=/a:/b:ro'],
      ...['--param', 'hostPID=true', '--param', 'resources.limits.memory=64Mi'],
    ]),
  )
  assert.equal(exitCode, 0)
  for (const line of ['image: docker-snmp:1', 'snmp_enabled: "true"', 'readOnly: true'])
    assert.ok(stdout.includes(line), line)
  assert.match(stdout, /hostPID: true[^]*limits:\s+memory: 64Mi/)
})

test('mistakes in what template is asked for exit 2 and say what is possible', async () => {
  const cases: [string[], RegExp][] = [
    [['featur'], /There is no template "featur". Did you mean "feature"\?/],
    [['feature'], /feature.yaml:6: parameter name: is missing[^]*:23: parameter image: is missing/],
    [['feature', '--param', 'name'], /"name" is no parameter.\n {2}Next: write NAME=VALUE/],
    [['feature', '--param', 'env=a'], /Parameter env is a group.\n {2}Next: write env.NAME=VALUE/],
    [['feature', '--param', 'name.a=b'], /Parameter name has no parts/],
    [['feature', ...['--param', 'name=b'], ...['--param', 'name=c']], /name is given twice/],
    [['feature', '--param', 'nmae=b'], /parameter nmae: has no place .*did you mean name\?/],
    [['feature', 'more'], /one template at a time, not feature and more/],
    [['--templates', '/nosuch'], /templates \/nosuch is not there/],
    [['--nosuch'], /Unknown option '--nosuch'[^]*kubesonic template --help/],
  ]
  for (const [args, message] of cases) {
    const { exitCode, stdout, stderr } = await captured(() => main(['template', ...args]))
    assert.equal(exitCode, 2, args.join(' '))
    assert.match(stderr, message)
    assert.equal(stdout, '')
  }
})

async function captured(
  act: () => Promise<number>,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' }
  const mocked = (['stdout', 'stderr'] as const).map((stream) =>
    mock.method(process[stream], 'write', (text: string | Uint8Array): boolean => {
      said[stream] += String(text)
      return true
    }),
  )
  try {
    return { exitCode: await act(), ...said }
  } finally {
    for (const write of mocked) write.mock.restore()
  }
}
