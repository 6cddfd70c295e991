import type { FileSystem } from '../file-system/file-system'

const prefix = 'SONiC-OS-'
const environment = '/host/grub/grubenv'

/** The OS images on the device's disk, as sonic-installer sees them: directories of /host, and GRUB's default. */
export class OsImages {
  constructor(private readonly fs: FileSystem) {}

  /** Newest first. */
  available(): string[] {
    const directories = this.fs.exists('/host') ? this.fs.list('/host') : []
    const installed = directories.filter((name) => name.startsWith('image-'))
    return [...installed].reverse().map((name) => name.replace('image-', prefix))
  }

  get current(): string {
    const version = this.fs.readText('/etc/sonic/sonic_version.yml')
    return prefix + (/^build_version: '(.*)'$/m.exec(version)?.[1] ?? '')
  }

  /** Boots next. */
  get next(): string {
    const saved = this.fs.exists(environment) ? this.fs.readText(environment) : ''
    return /^saved_entry=(.*)$/m.exec(saved)?.[1] ?? this.current
  }

  /** Throws when it isn't installed. */
  setDefault(image: string): void {
    if (!this.available().includes(image)) throw new Error('Error: Image does not exist')
    this.fs.writeText(environment, `# GRUB Environment Block\nsaved_entry=${image}\n`)
  }

  /** From an installer file; answers the image's name. Throws on any other file. */
  install(file: string): string {
    const image = this.nameIn(file)
    this.fs.mkdirp(`/host/${image.replace(prefix, 'image-')}`)
    this.setDefault(image)
    return image
  }

  /** An ONIE installer says in a line of its script which version it holds. */
  nameIn(file: string): string {
    const text = this.fs.exists(file) ? this.fs.readText(file) : ''
    const version = /^image_version="(.*)"$/m.exec(text)?.[1]
    if (version === undefined)
      throw new Error(
        `Image file '${file}' does not exist or is not a valid image file. Aborting...`,
      )
    return prefix + version
  }
}
