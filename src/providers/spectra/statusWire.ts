import * as v from "valibot"

/*
 * The answers of `status` and `checks`. What the vendor's own clients rely on is demanded in its shape;
 * the rest is inferred from the rl-json file, and where it is otherwise, it is as if it were not there.
 */

const Text = v.nullish(v.string())
const Count = v.nullish(v.number())

/** Not documented: of another shape, it is left out rather than that nothing at all is shown. */
const perhaps = <T>(schema: v.GenericSchema<unknown, T>) => v.fallback(v.nullish(schema), undefined)

const Classification = perhaps(v.looseObject({ status: Text, result: Text }))

const File = v.looseObject({
  name: Text,
  type: Text,
  subtype: Text,
  format: Text,
  version: Text,
  size: Count,
  /** Pairs of an algorithm and a digest in hex; not a map. */
  hashes: v.nullish(v.array(v.looseTuple([v.string(), v.string()]))),
  classification: Classification,
  identity: perhaps(
    v.looseObject({
      product: Text,
      publisher: Text,
      version: Text,
      license: Text,
      purl: Text,
      homepage: Text,
      repository: Text,
    }),
  ),
})
export type StatusFile = v.InferOutput<typeof File>

const Counts = perhaps(v.record(v.string(), v.unknown()))

const Evaluation = v.looseObject({
  label: Text,
  status: Text,
  priority: Count,
  count: Count,
  violations: v.nullish(v.array(v.string())),
})
const Assessment = v.looseObject({
  label: Text,
  status: Text,
  priority: Count,
  count: Count,
  violations: v.nullish(v.array(v.string())),
  evaluations: v.nullish(v.array(Evaluation)),
})
export type Assessment = v.InferOutput<typeof Assessment>

/** `GET /status/…` */
export const Status = v.looseObject({
  analysis: v.looseObject({
    status: v.string(),
    timestamp: Text,
    /** Of the engine. */
    version: Text,
    /** `HH:MM:SS.mmm` */
    duration: Text,
    /** Not documented; where there is one, it says why an analysis failed. */
    message: perhaps(v.string()),
    report: v.nullish(
      v.looseObject({
        info: v.nullish(
          v.looseObject({
            file: v.nullish(File),
            statistics: v.nullish(
              v.looseObject({
                quality: v.nullish(
                  v.looseObject({ status: Text, issues: Counts, metrics: Counts }),
                ),
                vulnerabilities: Counts,
                licenses: Counts,
                components: perhaps(v.number()),
                extracted: perhaps(v.number()),
                unsupported: perhaps(v.number()),
              }),
            ),
            inhibitors: perhaps(v.looseObject({ scan_level: Count, next_level: Count })),
            unpacking: perhaps(v.looseObject({ errors: Counts, warnings: Counts })),
            portal: v.nullish(v.looseObject({ reference: Text, download: Text })),
          }),
        ),
        metadata: perhaps(
          v.looseObject({ assessments: perhaps(v.record(v.string(), Assessment)) }),
        ),
      }),
    ),
  }),
})
export type Status = v.InferOutput<typeof Status>
export type Info = NonNullable<NonNullable<Status["analysis"]["report"]>["info"]>

const Scan = v.looseObject({
  label: perhaps(v.string()),
  status: perhaps(v.string()),
  artifact: perhaps(
    v.looseObject({
      classification: Classification,
      name: perhaps(v.string()),
      size: perhaps(v.number()),
      inhibitors: perhaps(v.looseObject({ scan_level: Count, next_level: Count })),
      quality: perhaps(v.looseObject({ priority: Count, severity: Text, effort: Text })),
    }),
  ),
})
export type Scan = v.InferOutput<typeof Scan>

/** `GET /checks/…`; while the analysis runs it answers 202 with nothing to be relied on. */
export const Checks = v.looseObject({
  analysis: v.looseObject({
    timestamp: Text,
    duration: Text,
    report: v.looseObject({
      info: v.looseObject({
        summary: v.looseObject({
          fail_checks: Count,
          pass_checks: Count,
          reproducible: Text,
          scan_label: Text,
          scan_status: Text,
        }),
      }),
      scans: v.nullish(v.record(v.string(), Scan)),
    }),
  }),
})
export type Checks = v.InferOutput<typeof Checks>
