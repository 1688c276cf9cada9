import { createHash } from "node:crypto"
import { gzipSync, zstdCompressSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { ar, deb, look, tar, tgz, zip } from "./archiveFixtures.ts"
import type { Analysis } from "./types.ts"

const manifest = (more: object): string =>
  JSON.stringify({ name: "demo", version: "1.0.0", license: "MIT", ...more })

const purls = (of: Analysis): readonly string[] => of.components.map(({ purl }) => purl)

describe("digests and identity", () => {
  it("hashes the file as it is, and says what it is by its bytes", async () => {
    const bytes = Buffer.from("hello\n".repeat(100_000))
    const found = await look("a.bin", bytes)
    for (const name of ["md5", "sha1", "sha256", "sha512"] as const)
      expect(found.file.hashes[name]).toBe(createHash(name).update(bytes).digest("hex"))
    expect(found.file.size).toBe(600_000)
    expect(found.file.identity).toEqual({ kind: "text", mime: "text/plain" })
    expect(found.contents).toEqual([])
  })

  it("knows a picture, unknown bytes and nothing at all", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    )
    expect((await look("x", png)).file.identity.mime).toBe("image/png")
    expect((await look("x", Buffer.from([0, 1, 2, 3]))).file.identity.kind).toBe("binary")
    expect((await look("x", Buffer.alloc(0))).file.identity.kind).toBe("empty")
  })

  it("is the same for the same bytes and name, and survives JSON", async () => {
    const bytes = await tgz({ "package/package.json": manifest({}) })
    const first = await look("demo.tgz", bytes)
    expect(await look("demo.tgz", bytes)).toEqual(first)
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
  })

  it("reads a file larger than what is read at once, piece by piece", async () => {
    const noise = Buffer.alloc(3_000_000)
    for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE((at * 2_654_435_761) >>> 0, at)
    const files = { "package/package.json": manifest({}), "package/noise.bin": noise }
    const found = await look("demo.tgz", gzipSync(await tar(files), { level: 0 }))
    expect(found.file.size).toBeGreaterThan(3_000_000)
    const inside = found.contents.find(({ path }) => path === "package/noise.bin")
    expect(inside).toEqual({
      path: "package/noise.bin",
      size: 3_000_000,
      sha256: createHash("sha256").update(noise).digest("hex"),
    })
  })
})

describe("npm packages", () => {
  it("finds the package, what is bundled, install scripts, dependencies and licences", async () => {
    const found = await look(
      "demo-1.0.0.tgz",
      await tgz({
        "package/package.json": manifest({
          scripts: { postinstall: "node steal.js", test: "vitest" },
          dependencies: { lodash: "^4.0.0", axios: "^1.0.0" },
          devDependencies: { vitest: "1" },
          author: "Ada Lovelace <ada@example.com> (https://example.com)",
          repository: { type: "git", url: "https://example.com/demo.git" },
        }),
        "package/node_modules/@a/b/package.json": JSON.stringify({
          name: "@a/b",
          version: "2.0.0",
          license: "(MIT OR GPL-3.0-only)",
        }),
        "package/node_modules/lodash/package.json": JSON.stringify({
          name: "lodash",
          version: "4.17.20",
          licenses: [{ type: "MIT" }],
        }),
        "package/test/fixtures/x/package.json": JSON.stringify({ name: "x", version: "0.0.1" }),
        "package/dist/esm/package.json": JSON.stringify({ type: "module" }),
      }),
    )
    expect(found.file.identity).toEqual({ kind: "npm", mime: "application/gzip" })
    expect(purls(found)).toEqual([
      "pkg:npm/%40a/b@2.0.0",
      "pkg:npm/lodash@4.17.20",
      "pkg:npm/demo@1.0.0",
    ])
    const main = found.components.find(({ id }) => id === found.main)
    expect(main).toMatchObject({
      name: "demo",
      publisher: "Ada Lovelace",
      repository: "https://example.com/demo.git",
      licence: { expression: "MIT", ids: ["MIT"], family: "permissive" },
    })
    expect(found.components[0]?.licence).toMatchObject({
      ids: ["MIT", "GPL-3.0-only"],
      family: "permissive",
    })
    expect(found.scripts).toEqual([
      {
        name: "postinstall",
        path: "package/package.json",
        component: found.main,
        command: "node steal.js",
      },
    ])
    // lodash is there itself; axios is only asked for.
    expect(found.dependencies.map(({ name, requirement }) => [name, requirement])).toEqual([
      ["axios", "^1.0.0"],
    ])
    expect(found.vulnerabilities.map(({ id, fixed }) => [id, fixed])).toEqual([
      ["CVE-2021-23337", "4.17.21"],
      ["CVE-2020-28500", "4.17.21"],
    ])
  })

  it("takes exact versions from lock files of npm and Yarn, without what is for development", async () => {
    const npmLock = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { name: "demo" },
        "node_modules/minimist": { version: "1.2.5" },
        "node_modules/a/node_modules/@s/c": { version: "3.0.0" },
        "node_modules/vitest": { version: "1.6.0", dev: true },
      },
    })
    const oldLock = JSON.stringify({
      lockfileVersion: 1,
      dependencies: { qs: { version: "6.5.1", dependencies: { json5: { version: "2.2.1" } } } },
    })
    const yarnLock = [
      '"@x/y@^1.0.0", "@x/y@^1.1.0":',
      '  version "1.2.0"',
      '"semver@npm:^7.0.0":',
      "  version: 7.5.1",
      "",
    ].join("\n")
    const found = await look(
      "demo.zip",
      zip({
        "a/package-lock.json": npmLock,
        "b/npm-shrinkwrap.json": oldLock,
        "c/yarn.lock": yarnLock,
      }),
    )
    expect(found.dependencies.map(({ purl }) => purl).toSorted()).toEqual([
      "pkg:npm/%40s/c@3.0.0",
      "pkg:npm/%40x/y@1.2.0",
      "pkg:npm/json5@2.2.1",
      "pkg:npm/minimist@1.2.5",
      "pkg:npm/qs@6.5.1",
      "pkg:npm/semver@7.5.1",
    ])
    const minimist = found.vulnerabilities.find(({ id }) => id === "CVE-2021-44906")
    expect(minimist?.components).toEqual([])
    expect(minimist?.dependencies).toHaveLength(1)
  })
})

describe("wheels and sdists", () => {
  const metadata = [
    "Metadata-Version: 2.4",
    "Name: Demo_Pkg",
    "Version: 2.0",
    "License-Expression: BSD-3-Clause",
    "Project-URL: Source, https://example.com/src",
    "Requires-Dist: requests==2.30.0",
    'Requires-Dist: pytest>=7; extra == "test"',
    "Requires-Dist: jinja2 (>=2.0)",
    "",
    "Words: are not headers",
  ].join("\n")
  const record = (path: string, content: string): string =>
    `${path},sha256=${createHash("sha256").update(content).digest("base64url")},${content.length}`

  it("reads the metadata and the pinned requirements, and checks RECORD", async () => {
    const files = {
      "demo_pkg/__init__.py": "x = 1\n",
      "demo_pkg-2.0.dist-info/METADATA": metadata,
      "demo_pkg-2.0.dist-info/WHEEL": "Wheel-Version: 1.0\n",
    }
    const good = record("demo_pkg/__init__.py", "x = 1\n")
    const found = await look(
      "demo_pkg-2.0-py3-none-any.whl",
      zip({ ...files, "demo_pkg-2.0.dist-info/RECORD": `${good}\n` }),
    )
    expect(found.file.identity.kind).toBe("wheel")
    expect(purls(found)).toEqual(["pkg:pypi/demo-pkg@2.0"])
    expect(found.main).toBe(found.components[0]?.id)
    expect(found.components[0]).toMatchObject({
      repository: "https://example.com/src",
      licence: { expression: "BSD-3-Clause" },
    })
    expect(
      found.dependencies.map(({ name, version, requirement }) => [name, version, requirement]),
    ).toEqual([
      ["requests", "2.30.0", null],
      ["jinja2", null, ">=2.0"],
    ])
    expect(found.vulnerabilities.map(({ id }) => id)).toEqual(["CVE-2023-32681"])
    expect(found.tampering).toEqual([])

    const changed = await look(
      "demo_pkg-2.0-py3-none-any.whl",
      zip({
        ...files,
        "demo_pkg/__init__.py": "import os\n",
        "demo_pkg-2.0.dist-info/RECORD": `${good}\n${record("demo_pkg/gone.py", "")}\n`,
      }),
    )
    expect(changed.tampering.map(({ kind, path }) => [kind, path])).toEqual([
      ["digest", "demo_pkg/__init__.py"],
      ["digest", "demo_pkg/gone.py"],
    ])
  })

  it("takes setup.py of an sdist for what it is: code that runs when it is installed", async () => {
    const found = await look(
      "demo-2.0.tar.gz",
      await tgz({ "demo-2.0/PKG-INFO": metadata, "demo-2.0/setup.py": "print(1)\n" }),
    )
    expect(found.file.identity.kind).toBe("sdist")
    expect(found.scripts).toMatchObject([{ name: "setup.py", component: found.main }])
  })
})

describe("jars", () => {
  const properties = (group: string, artifact: string, version: string): string =>
    `#Generated\ngroupId=${group}\nartifactId=${artifact}\nversion=${version}\n`
  const log4j = properties("org.apache.logging.log4j", "log4j-core", "2.14.1")
  const own = "META-INF/maven/org.apache.logging.log4j/log4j-core"

  it("reads Maven's coordinates and licence, and finds Log4Shell in a jar inside a jar", async () => {
    const inner = zip({
      "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nImplementation-Title: Other\n",
      [`${own}/pom.properties`]: log4j,
      [`${own}/pom.xml`]: `<project><parent><url>https://parent.example.com</url></parent>
        <url>https://example.com</url><licenses><license><name>Apache License, Version 2.0</name>
        <url>https://www.apache.org/licenses/LICENSE-2.0.txt</url></license></licenses></project>`,
    })
    const found = await look(
      "app.jar",
      zip({ "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", "BOOT-INF/lib/log4j.jar": inner }),
    )
    expect(found.file.identity.kind).toBe("jar")
    expect(found.main).toBeNull()
    expect(found.components).toMatchObject([
      {
        purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
        path: `BOOT-INF/lib/log4j.jar!/${own}/pom.properties`,
        homepage: "https://example.com",
        licence: { expression: "Apache-2.0" },
      },
    ])
    expect(found.vulnerabilities.map(({ id, score, exploited }) => [id, score, exploited])).toEqual(
      [
        ["CVE-2021-44228", 10, true],
        ["CVE-2021-45046", 9, true],
      ],
    )
  })

  it("knows its own name among several, and a bundle that Maven did not build", async () => {
    const shaded = await look(
      "log4j-core-2.14.1.jar",
      zip({
        "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n",
        [`${own}/pom.properties`]: log4j,
        "META-INF/maven/com.x/y/pom.properties": properties("com.x", "y", "1"),
      }),
    )
    expect(shaded.components.find(({ id }) => id === shaded.main)?.name).toMatch(/log4j-core$/)
    const bundle = await look(
      "x.jar",
      zip({
        "META-INF/MANIFEST.MF":
          "Manifest-Version: 1.0\r\nBundle-SymbolicName: org.example.x;single\r\n ton:=true\r\nBundle-Version: 1.2.3\r\n",
      }),
    )
    expect(purls(bundle)).toEqual(["pkg:generic/org.example.x@1.2.3"])
  })
})

/** `printf 'Package: x\nVersion: 2\n' > control; tar -cf - ./control | xz -9 --check=crc32 | base64` */
const xzControl =
  "/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM4Cf/AHhdABcLyOfZ5dHD1ZV9QtvcDlxs1FkS8hWWZJpSNXdeaujusAJ4aG20UW9X2Z/qhYf7vt7OTT4YiZI1NuTW6N9hvuIYjjnpti2f0zUOAsu+2ea3fEqMy8bsNAYA8FOgwhPe52pA/k1Qx4uupVVxSXId0Jve1WQ4ET25AADBCZqYAAGQAYBQAAClc7ZiPjANiwIAAAAAAVla"

describe("Debian packages", () => {
  it("reads control, scripts and the copyright file", async () => {
    const found = await look(
      "demo_1.0-1_amd64.deb",
      await deb(
        {
          "./control":
            "Package: demo\nVersion: 1:1.0-1\nArchitecture: amd64\nMaintainer: Ada <a@b.c>\nDepends: libc6 (>= 2.34), demo-data (= 1:1.0-1), mutt | mail-reader\nDescription: x\n words\n",
          "./postinst": "#!/bin/sh\n",
        },
        {
          "./usr/share/doc/demo/copyright":
            "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: Ada\nLicense: GPL-2+ or Expat\n\nFiles: debian/*\nCopyright: Ada\nLicense: GPL-3\n",
          "./usr/bin/demo": "#!/bin/sh\n",
        },
      ),
    )
    expect(found.file.identity.kind).toBe("deb")
    expect(found.components).toMatchObject([
      {
        purl: "pkg:deb/debian/demo@1:1.0-1?arch=amd64",
        publisher: "Ada",
        licence: { expression: "GPL-2.0-or-later OR MIT", family: "permissive" },
      },
    ])
    expect(found.main).toBe(found.components[0]?.id)
    expect(found.scripts.map(({ name }) => name)).toEqual(["postinst"])
    expect(
      found.dependencies.map(({ name, version, requirement }) => [name, version, requirement]),
    ).toEqual([
      ["libc6", null, ">= 2.34"],
      ["demo-data", "1:1.0-1", null],
      ["mutt", null, ""],
    ])
    expect(found.contents.map(({ path }) => path)).toContain("data.tar.gz!/usr/bin/demo")
  })

  it("unpacks members that are compressed with Zstandard", async () => {
    const control = await tar({ "./control": "Package: z\nVersion: 1\nArchitecture: all\n" })
    const found = await look(
      "z.deb",
      ar({ "debian-binary": "2.0\n", "control.tar.zst": zstdCompressSync(control) }),
    )
    expect(purls(found)).toEqual(["pkg:deb/debian/z@1?arch=all"])
  })

  it("unpacks members that are compressed with xz", async () => {
    const control = Buffer.from(xzControl, "base64")
    const found = await look("x.deb", ar({ "debian-binary": "2.0\n", "control.tar.xz": control }))
    expect(purls(found)).toEqual(["pkg:deb/debian/x@2"])
  })
})
