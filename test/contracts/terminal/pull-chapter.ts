import type { RecordedLab } from './recorded-lab'
import { type Chapter, scene } from './scene'

/** Images of a registry that only the vmhost reaches, with and without the proxy there. */
export const pullChapter: Chapter = {
  title: 'a DUT without a way out pulls through the proxy on the vmhost',
  scale: 1 / 100,
  scenes: [
    scene('c025', async ({ registry, dut }) => {
      registry.registry.auth = 'basic'
      dut.docker.images.add(
        { tags: ['lab/busybox:1'], sizeBytes: 1_980_000, command: ['sh'] },
        Date.parse('2026-05-31'),
      )
    }),
    scene('c026'),
    scene('c027'),
    scene('c038'),
    scene('c115', async (lab) => {
      await startProxy(lab)
      await lab.type('dut', throughProxy)
    }),
    scene('c118', async (lab) => {
      const ca = lab.registry.ca
      for (const name of ['10.251.0.1:5000', 'registry.lab:5000'])
        lab.dut.machine.fs.writeText(`/etc/docker/certs.d/${name}/ca.crt`, ca)
    }),
    scene('c119'),
    scene('c121'),
    scene('c122'),
    scene('c123'),
    scene('c124'),
    scene('c125'),
    scene('c127'),
    scene('c137'),
    scene('c171', (lab) => lab.type('vmhost', 'systemctl stop lab-proxy')),
  ],
}

async function startProxy(lab: RecordedLab): Promise<void> {
  await lab.type(
    'vmhost',
    `printf '%s\\n' 'Port 3128' 'Listen 10.250.0.1' 'ConnectPort 5000' > /etc/lab-proxy.conf
    systemd-run --unit lab-proxy tinyproxy -d -c /etc/lab-proxy.conf`,
  )
  await lab.until('vmhost', 'ss -ltn', /10\.250\.0\.1:3128/)
}

/** The drop-in of the recording "proxy-drop-in-docker-restart". */
const throughProxy = `mkdir -p /etc/systemd/system/docker.service.d
cat > /etc/systemd/system/docker.service.d/http-proxy.conf <<'X'
[Service]
Environment="HTTP_PROXY=http://10.250.0.1:3128"
Environment="HTTPS_PROXY=http://10.250.0.1:3128"
Environment="NO_PROXY=localhost,127.0.0.1,::1,10.250.0.0/24,10.96.0.0/12,.svc,.cluster.local,control-plane.minikube.internal"
X
systemctl daemon-reload; systemctl restart docker`
