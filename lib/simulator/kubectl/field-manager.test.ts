import { after, before, test } from 'node:test'
import { KubectlLab } from './testing/kubectl-lab'

let lab: KubectlLab

const kubectl: KubectlLab['kubectl'] = (...typed) => lab.kubectl(...typed)

before(async () => {
  lab = await KubectlLab.start()
})
after(() => lab.close())

test('what a verb writes belongs to a manager of its name, or to the one that is named', async () => {
  const managers = "get cm mine -o jsonpath='{range .metadata.managedFields[*]}{.manager} {end}'"
  await kubectl('create configmap mine --from-literal a=b', { stdout: 'configmap/mine created\n' })
  await kubectl('label cm mine x=y', { stdout: 'configmap/mine labeled\n' })
  await kubectl(`patch cm mine --field-manager me -p '{"data":{"c":"d"}}'`, {
    stdout: 'configmap/mine patched\n',
  })
  await kubectl(managers, { stdout: 'kubectl-create kubectl-label me ' })
  await kubectl('cordon minikube', { stdout: 'node/minikube cordoned\n' })
  await kubectl(managers.replace('cm mine', 'node minikube'), { stdout: /(^| )kubectl / })
  await kubectl('uncordon minikube', { stdout: 'node/minikube uncordoned\n' })
})
