import { defineConfig } from "vitest/config";

/** Browser tests share two cores with real browsers: one file at a time, and no limit a slow machine could break. */
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "test/shared/**/*.test.ts",
            "test/extension/**/*.test.ts",
            "test/host/**/*.test.ts",
            "test/*.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: { name: "process", include: ["test/process/**/*.test.ts", "test/conformance/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "browser", include: ["test/browser/**/*.test.ts"], fileParallelism: false },
      },
    ],
  },
});
