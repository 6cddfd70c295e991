import { ofTheRun } from '../lib/kube/templates/of-the-run'
import { TemplateCatalogue } from '../lib/kube/templates/template-catalogue'
import { type Measurement } from './measurement'

const count = 1000
const limitMs = 1000

/** Rendering a feature's DaemonSet and checking it to the last field, the reading of the template included. */
export const templates = async (): Promise<Measurement[]> => {
  const begin = performance.now()
  const template = new TemplateCatalogue().get('feature')
  for (let index = 0; index < count; index++) {
    const manifest = template.render({
      name: `snmp-${index}`,
      image: '10.251.0.1:5000/docker-snmp',
      version: `20261101.${index}`,
      runtimeOwner: 'kube',
      nodeSelector: { snmp_enabled: 'true' },
      volumes: [{ hostPath: '/etc/sonic', mountPath: '/etc/sonic', readOnly: true }],
    })
    ofTheRun(manifest, { run: 'run-1', nodes: ['vlab-01'] })
  }
  const ms = performance.now() - begin
  return [
    {
      what: `${count} manifests rendered and validated`,
      measured: `${ms.toFixed(0)} ms`,
      against: '',
      limit: `${limitMs} ms`,
      reached: ms <= limitMs,
    },
  ]
}
