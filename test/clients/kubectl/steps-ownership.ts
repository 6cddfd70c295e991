import { newest, type Step } from './step'

/** What is applied by the server, which knows whose each field is. */
export const ownership: readonly Step[] = [
  {
    run: 'kubectl apply --server-side -f map.yaml',
    stdout: 'configmap/map serverside-applied\n',
  },
  {
    run: 'kubectl apply --server-side -f map.yaml',
    stdout: 'configmap/map serverside-applied\n',
  },
  { run: 'kubectl diff --server-side -f map.yaml', stdout: '' },
  {
    run: `kubectl get cm map -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation} {.fieldsV1}{"\\n"}{end}'`,
    stdout: 'kubectl Apply {"f:data":{"f:a":{},"f:b":{}}}\n',
  },
  {
    run: 'kubectl diff --server-side --field-manager=other -f map-changed.yaml',
    code: 2,
    stderr: /Apply failed with 1 conflict: conflict with "kubectl": \.data\.a$/m,
  },
  {
    run: 'kubectl apply --server-side --field-manager=other -f map-changed.yaml',
    code: 1,
    stderr: /^error: Apply failed with 1 conflict: conflict with "kubectl": \.data\.a$/m,
  },
  {
    run: 'kubectl apply --server-side --field-manager=other --force-conflicts -f map-changed.yaml',
    stdout: 'configmap/map serverside-applied\n',
  },
  {
    run: `kubectl get cm map -o jsonpath='{.data} {range .metadata.managedFields[*]}{.manager} {.fieldsV1} {end}'`,
    stdout: '{"a":"3","b":"2"} kubectl {"f:data":{"f:b":{}}} other {"f:data":{"f:a":{}}} ',
  },
  {
    run: 'kubectl apply --server-side -f map-only-b.yaml',
    stdout: 'configmap/map serverside-applied\n',
  },
  { run: 'kubectl get cm map -o jsonpath={.data}', stdout: '{"a":"3","b":"2"}' },
  {
    run: 'kubectl get cm map --show-managed-fields -o yaml',
    stdout: /^ {2}managedFields:\n {2}- apiVersion: v1$/m,
    kubectl: [21, newest],
  },
  {
    run: 'kubectl apply --server-side -f misspelt.yaml',
    code: 1,
    stderr:
      'Error from server: failed to create typed patch object (default/misspelt; apps/v1, Kind=DaemonSet): .spec.seletor: field not declared in schema\n',
    cluster: [25, newest],
  },
]
