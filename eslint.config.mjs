import tseslint from 'typescript-eslint'

/**
 * Arrows point one way (docs/architecture.md): features → step-definitions → support → lib.
 * Each third-party door has one keeper, so that it can be replaced or loaded late.
 */
const keepers = {
  'just-bash': 'lib/simulator/shell/just-bash.ts (its parser; jq, gzip and others)',
  '@kubernetes/client-node': 'lib/kube/api/client-node.ts',
  ssh2: 'lib/host/connection/connection.ts (client) and lib/simulator/ssh/ (server)',
  '@grpc/grpc-js': 'lib/gnoi/ (client) and lib/simulator/gnmi/ (server)',
  ws: 'lib/simulator/kubernetes/http/streams/',
  protobufjs: 'lib/gnoi/ (client) and lib/simulator/gnmi/ (server)',
}

const onlyKeepers = (...allowed) =>
  Object.entries(keepers)
    .filter(([name]) => !allowed.includes(name))
    .map(([name, keeper]) => ({ name, message: `Only ${keeper} imports it.` }))

const restrict = (files, { paths = onlyKeepers(), patterns = [] }) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
})

const noCucumber = {
  group: ['@cucumber/*', 'allure-*', '**/support/*', '**/step-definitions/*'],
  message: 'lib/ works without Cucumber and Allure.',
  allowTypeImports: false,
}
const noSimulator = {
  group: ['**/simulator', '**/simulator/**'],
  message: 'The library and the suite meet the simulator on the wire only.',
}
/** Files of the simulator that lie so many rooms deep, and what they must not import. */
const simulatorFiles = (depth, paths = onlyKeepers()) => {
  const lib = '../'.repeat(depth + 1)
  return {
    paths,
    patterns: [
      noCucumber,
      {
        group: [`${lib}*/**`, `!${lib}testbed/**`],
        message: 'The simulator imports nothing of lib but the types of the testbed file.',
      },
    ],
  }
}
const depths = [0, 1, 2, 3, 4, 5]

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'reports/', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      // Lazy loading of our own modules: under CommonJS import() cannot find a .ts file.
      '@typescript-eslint/no-require-imports': 'off',
      eqeqeq: 'error',
    },
  },
  restrict(['lib/**/*.ts'], { patterns: [noCucumber, noSimulator] }),
  restrict(['lib/cli/**/*.ts'], { patterns: [noCucumber] }),
  ...depths.map((depth) =>
    restrict([`lib/simulator/${'*/'.repeat(depth)}*.ts`], simulatorFiles(depth)),
  ),
  restrict(['lib/simulator/ssh/*.ts'], simulatorFiles(1, onlyKeepers('ssh2'))),
  restrict(['lib/simulator/kubernetes/http/streams/*.ts'], simulatorFiles(3, onlyKeepers('ws'))),
  restrict(
    ['lib/simulator/kubernetes/http/streams/testing/*.ts'],
    simulatorFiles(4, onlyKeepers('ws')),
  ),
  restrict(['lib/simulator/shell/just-bash.ts'], simulatorFiles(1, onlyKeepers('just-bash'))),
  restrict(['lib/host/**/*.ts'], {
    paths: onlyKeepers('ssh2'),
    patterns: [noCucumber, noSimulator],
  }),
  restrict(['lib/gnoi/*.ts'], {
    paths: onlyKeepers('@grpc/grpc-js', 'protobufjs'),
    patterns: [noCucumber, noSimulator],
  }),
  restrict(
    ['lib/simulator/gnmi/*.ts'],
    simulatorFiles(1, onlyKeepers('@grpc/grpc-js', 'protobufjs')),
  ),
  restrict(['lib/kube/**/*.ts'], {
    paths: onlyKeepers('@kubernetes/client-node'),
    patterns: [noCucumber, noSimulator],
  }),
  restrict(['support/**/*.ts', 'step-definitions/**/*.ts'], { patterns: [noSimulator] }),
  restrict(['support/coordinator/**/*.ts'], {}),
  restrict(['test/**/*.ts', 'bench/**/*.ts', '**/*.test.ts', '**/fixtures/*.ts'], { paths: [] }),
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', '**/*.test.ts', '**/fixtures/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: [
                'test',
                'it',
                'describe',
                'suite',
                'before',
                'after',
                'beforeEach',
                'afterEach',
              ],
            },
          ],
        },
      ],
    },
  },
)
