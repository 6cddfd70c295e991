import { ForwardProxy } from '../../lib/cluster/forward-proxy'
import { DockerRegistry } from '../../lib/dut/docker/docker-registry'
import { root } from '../../lib/host/command'
import { type Testbed } from '../../lib/testbed/testbed'
import { Secret } from '../../lib/testbed/testbed'
import { type Answers, changesOf } from './changes-of'
import { type Trial } from './trial'

const registry = '10.251.0.1:5000'
const image = `${registry}/lab/docker-test:1`
const testbed = {
  registry: { host: registry, proxy: { port: 3128, install: true } },
  vmhost: { address: '10.250.0.1', proxy: null },
  duts: [{ address: '10.250.0.101' }],
} as unknown as Testbed

/** A vmhost without tinyproxy, for the first worker that comes. */
const bareVmhost: Answers = (script) => {
  if (script.startsWith('command -v tinyproxy')) return { exitCode: 1 }
  return script.includes('mkdir /var/lib/kubesonic/run-1/once-proxy')
    ? { stdout: 'first' }
    : undefined
}

const dockerOfOthers = root`
  mkdir -p /etc/docker /root/.docker
  echo '{"insecure-registries":["other:5000"]}' > /etc/docker/daemon.json
  echo '{"auths":{"other:5000":{"auth":"eDp5"}}}' > /root/.docker/config.json`

/** What the suite changes so that a DUT can pull from a registry. */
export async function trialsOfRegistry(): Promise<readonly Trial[]> {
  const vmhost = await changesOf(
    (host) => new ForwardProxy(host, testbed, 'run-1').provide(),
    bareVmhost,
  )
  const dut = await changesOf(everything)
  return [
    { change: vmhost('package tinyproxy-bin') },
    { change: vmhost('forward proxy') },
    { change: dut("Docker's way") },
    {
      name: "Docker's way to the registry, with settings of others",
      change: dut("Docker's way"),
      given: dockerOfOthers,
    },
    {
      name: "Docker's way, beside a container that is no unit's",
      change: dut("Docker's way"),
      given: root`mkdir -p /var/state/containers; echo running > /var/state/containers/by-hand`,
    },
    { change: dut('login of') },
    { name: 'a login beside another one', change: dut('login of'), given: dockerOfOthers },
    { change: dut('image') },
  ]
}

async function everything(host: ConstructorParameters<typeof DockerRegistry>[0]): Promise<void> {
  const docker = new DockerRegistry(host)
  await docker.go({
    proxy: { address: '10.250.0.1', port: 3128 },
    direct: ['10.250.0.1'],
    insecureRegistry: null,
  })
  await docker.login(registry, {
    user: 'robot',
    token: new Secret('token-of-the-run'),
    until: undefined,
  })
  await docker.pull(image)
}
