import { after, before, test } from 'node:test'
import { KubectlLab } from '../testing/kubectl-lab'

let lab: KubectlLab

before(async () => {
  lab = await KubectlLab.start('v1.20.2')
})
after(() => lab.close())

test('describe tells where a service leads', async () => {
  await lab.kubectl('describe svc kubernetes', {
    stdout: `Name:              kubernetes
Namespace:         default
Labels:            component=apiserver
                   provider=kubernetes
Annotations:       <none>
Selector:          <none>
Type:              ClusterIP
IP Families:       <none>
IP:                10.96.0.1
IPs:               10.96.0.1
Port:              https  443/TCP
TargetPort:        6443/TCP
Endpoints:         192.168.49.2:6443
Session Affinity:  None
Events:            <none>
`,
  })
})
