import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'ssh2'
import { parse } from 'yaml'
import { loadTestbed } from '../testbed/load-testbed'
import { ControlClient } from './control/client'
import { simulateTestbed, type SimulatedTestbed } from './simulate-testbed'

interface SshSpec {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly identityFile: string
}
interface TestbedText {
  readonly vmhost: { readonly ssh: SshSpec }
  readonly duts: readonly { readonly name: string; readonly ssh: SshSpec }[]
  readonly simulator: { readonly control: string }
}
interface Answer {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

const minikube = '/var/lib/kubesonic/bin/minikube'
const journal = '/var/lib/kubesonic/20261123-000000-test'
const kubectl = `${minikube} kubectl -p kubesonic --`

let testbed: SimulatedTestbed
let vmhost: Client
let dut: Client
let control: ControlClient

before(async () => {
  testbed = await simulateTestbed({ scale: 0, seed: 5 })
  const text = parse(readFileSync(testbed.testbedFile, 'utf8')) as TestbedText
  const directory = dirname(testbed.testbedFile)
  vmhost = await connect(text.vmhost.ssh, directory)
  dut = await connect(text.duts[0]!.ssh, directory)
  control = new ControlClient(text.simulator.control)
})
after(async () => {
  vmhost.end()
  dut.end()
  await testbed.close()
})

test('the testbed file is private, and one that the loader takes', () => {
  assert.equal(statSync(testbed.testbedFile).mode & 0o777, 0o600)
  const { duts, cluster, simulator } = loadTestbed(testbed.testbedFile)
  assert.deepEqual(
    duts.map(({ name, address }) => [name, address]),
    [['vlab-01', '10.250.0.101']],
  )
  assert.equal(cluster.kubernetes, 'v1.22.2')
  assert.equal(simulator?.control, join(testbed.directory, 'control.sock'))
})

test('minikube is downloaded, starts a cluster, and gives its certificates', async () => {
  await insist(
    vmhost,
    `${accounted}
    mkdir -p /var/lib/kubesonic/bin
    curl -fL https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64 -o ${minikube}
    chmod 755 ${minikube}
    ${minikube} start -p kubesonic --driver=docker --force --kubernetes-version=v1.22.2 --listen-address=0.0.0.0 \
      --apiserver-port=6443 --ports=6443:6443 --apiserver-ips=10.250.0.1`,
  )
  const pem = await insist(
    vmhost,
    'docker exec kubesonic cat /var/lib/minikube/certs/ca.crt /var/lib/minikube/certs/apiserver.crt /var/lib/minikube/certs/apiserver.key',
  )
  assert.deepEqual(pem.match(/-----BEGIN [A-Z ]+-----/g)?.length, 3)
  assert.match(await insist(vmhost, `${kubectl} get nodes`), /^kubesonic +Ready/m)
})

test('a DUT that is pointed at the cluster by its CLI becomes a Ready node', async () => {
  await insist(
    vmhost,
    `${kubectl} get cm kubelet-config-1.22 -n kube-system -o yaml > /tmp/cm.yaml
    sed -i 's|/var/lib/minikube/certs/ca.crt|/etc/kubernetes/pki/ca.crt|' /tmp/cm.yaml
    ${kubectl} apply -f /tmp/cm.yaml`,
  )
  const certs = '/var/lib/minikube/certs'
  const certificate = await insist(vmhost, `docker exec kubesonic cat ${certs}/apiserver.crt`)
  const key = await insist(vmhost, `docker exec kubesonic cat ${certs}/apiserver.key`)
  await insist(
    dut,
    `sudo sh <<'EOF'
    ${accounted}
    mkdir -p /etc/sonic/credentials
    cat > /etc/sonic/credentials/restapiserver.crt <<'PEM'
${certificate}PEM
    cat > /etc/sonic/credentials/restapiserver.key <<'PEM'
${key}PEM
    echo '10.250.0.1 control-plane.minikube.internal' >> /etc/hosts
    sonic-db-cli STATE_DB hset 'KUBERNETES_MASTER|SERVER' update_time '2024-12-24 01:01:01'
    systemctl restart ctrmgrd
    config kube server disable on
    config kube server insecure on
    config kube server ip 10.250.0.1
    config kube server disable off
EOF`,
  )
  await eventually(vmhost, `${kubectl} get nodes vlab-01 --no-headers`, /^vlab-01 +Ready /)
  await eventually(dut, 'show kube server status', /^10\.250\.0\.1 +6443 +true /m)
})

test('a labelled node runs the pod of a DaemonSet, and Docker on the DUT shows its container', async () => {
  await insist(vmhost, `${kubectl} apply -f - <<'EOF'\n${daemonSet}EOF`)
  await insist(vmhost, `${kubectl} label node vlab-01 deployDaemonset=true`)
  await eventually(
    vmhost,
    `${kubectl} get pods -l group=test-ds-pod`,
    /^test-daemonset-\w+ +1\/1 +Running /m,
  )
  assert.match(await insist(dut, 'docker ps'), /k8s_mock-ds-container_test-daemonset-/)
})

test('without the label pod and container are gone', async () => {
  await insist(vmhost, `${kubectl} label node vlab-01 deployDaemonset-`)
  await eventually(vmhost, `${kubectl} get pods -l group=test-ds-pod`, /^No resources found/)
  assert.doesNotMatch(await insist(dut, 'docker ps -a'), /mock-ds-container/)
})

test('a missing image shows as ErrImagePull or ImagePullBackOff while the fault is on, and not after it', async () => {
  await control.switchFault('image-absent', true)
  assert.equal((await control.faults()).find(({ name }) => name === 'image-absent')?.on, true)
  await insist(vmhost, `${kubectl} label node vlab-01 deployDaemonset=true`)
  await eventually(
    vmhost,
    `${kubectl} get pods -l group=test-ds-pod`,
    /ErrImagePull|ImagePullBackOff/,
  )
  await control.switchFault('image-absent', false)
  await insist(vmhost, `${kubectl} delete pods -l group=test-ds-pod`)
  await eventually(vmhost, `${kubectl} get pods -l group=test-ds-pod`, /1\/1 +Running /)
  await insist(vmhost, `${kubectl} label node vlab-01 deployDaemonset-`)
})

test('an API server that refuses is told by kubectl, and serves again after the fault', async () => {
  await control.switchFault('api-refused', true)
  const refused = await run(vmhost, `${kubectl} get nodes`)
  assert.equal(refused.exitCode, 1)
  assert.match(refused.stderr, /was refused - did you specify the right host or port\?/)
  await control.switchFault('api-refused', false)
  await eventually(vmhost, `${kubectl} get nodes`, /^vlab-01 +Ready/m)
})

test('a disjoined DUT is no node any more', async () => {
  await insist(dut, `sudo sh -c '${accounted}\nconfig kube server disable on'`)
  await eventually(vmhost, `${kubectl} get nodes vlab-01`, /nodes "vlab-01" not found/)
  await eventually(dut, 'show kube server status', / +false /)
})

test('nothing was unknown and nothing changed without an undo; a change without one is told', async () => {
  assert.deepEqual(await control.findings(), [])
  await insist(dut, 'sudo touch /etc/changed')
  await run(dut, 'nosuchcommand')
  const findings = await control.findings()
  assert.equal(findings.length, 2)
  assert.match(findings.join('\n'), /nosuchcommand/)
  assert.match(findings.join('\n'), /vlab-01 was changed without an undo: \w+ \/etc\/changed/)
})

test('an unknown fault is refused with the list of those there are', async () => {
  await assert.rejects(
    control.switchFault('nosuch', true),
    /There is no fault "nosuch". Next: one of .*no-docker/,
  )
})

test('nothing is left when the testbed is closed', async () => {
  const other = await simulateTestbed({
    scale: 0,
    duts: [{ variant: 'master' }, { variant: '202511' }],
  })
  assert.match(readFileSync(other.testbedFile, 'utf8'), /vlab-02/)
  await other.close()
  assert.equal(existsSync(other.directory), false)
  await assert.rejects(
    new ControlClient(join(other.directory, 'control.sock')).state(),
    /does not answer/,
  )
})

const accounted = `mkdir -p ${journal}; echo : > ${journal}/001-test.sh`

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: test-daemonset}
spec:
  selector: {matchLabels: {group: test-ds-pod}}
  template:
    metadata: {labels: {group: test-ds-pod}}
    spec:
      hostNetwork: true
      nodeSelector: {deployDaemonset: "true"}
      containers: [{name: mock-ds-container, image: "k8s.gcr.io/pause:3.5"}]
`

function connect({ host, port, user, identityFile }: SshSpec, directory: string): Promise<Client> {
  const client = new Client()
  const privateKey = readFileSync(join(directory, identityFile))
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client)).once('error', reject)
    client.connect({ host, port, username: user, privateKey })
  })
}

function run(client: Client, script: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    client.exec(script, (error, channel) => {
      if (error) return reject(error)
      const said = { stdout: '', stderr: '' }
      channel.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
      channel.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
      channel.on('close', (exitCode: number) => resolve({ ...said, exitCode }))
      channel.end()
    })
  })
}

async function insist(client: Client, script: string): Promise<string> {
  const { stdout, stderr, exitCode } = await run(client, script)
  assert.equal(exitCode, 0, `${script}\n${stdout}${stderr}`)
  return stdout
}

async function eventually(client: Client, script: string, wanted: RegExp): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const { stdout, stderr } = await run(client, script)
    if (wanted.test(stdout + stderr)) return
    assert.ok(
      Date.now() < deadline,
      `${script}: wanted ${String(wanted)}, last seen:\n${stdout}${stderr}`,
    )
    await sleep(20)
  }
}
