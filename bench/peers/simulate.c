/*
 * The tabulated kernel in C: the same random numbers, the same operations in the same order, and the same order of
 * blocks as the WebAssembly kernels, so that the patterns are equal, bit for bit. Compile with -ffp-contract=off.
 *
 *   simulate FILE   FILE as written by bench/peers/c-program.ts. For every line on stdin simulates once and answers
 *                   with a line: the seconds it took. After the line "patterns" it writes them to stdout, u32
 *                   [individual][replicate], and ends.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Replicates of a block, one a lane: 8 where the machine has AVX2, else 4. */
#ifdef __AVX2__
enum { LANES = 8 };
typedef __m256 floats;
typedef __m256i ints;
#define SET(x) _mm256_set1_ps(x)
#define SETI(x) _mm256_set1_epi32((int)(x))
#define MAX(a, b) _mm256_max_ps(a, b)
#define MIN(a, b) _mm256_min_ps(a, b)
#define SQRT(a) _mm256_sqrt_ps(a)
#define TRUNCATE(a) _mm256_cvttps_epi32(a)
#define CONVERT(a) _mm256_cvtepi32_ps(a)
#define LANE_NUMBERS _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)
#define BITS(a) _mm256_castps_si256(a)
#define FLOATS(a) _mm256_castsi256_ps(a)
#else
enum { LANES = 4 };
typedef __m128 floats;
typedef __m128i ints;
#define SET(x) _mm_set1_ps(x)
#define SETI(x) _mm_set1_epi32((int)(x))
#define MAX(a, b) _mm_max_ps(a, b)
#define MIN(a, b) _mm_min_ps(a, b)
#define SQRT(a) _mm_sqrt_ps(a)
#define TRUNCATE(a) _mm_cvttps_epi32(a)
#define CONVERT(a) _mm_cvtepi32_ps(a)
#define LANE_NUMBERS _mm_setr_epi32(0, 1, 2, 3)
#define BITS(a) _mm_castps_si128(a)
#define FLOATS(a) _mm_castsi128_ps(a)
#endif
/* GCC's vectors have the operators of C; these have lanes of 32 bits, as the intrinsics' types have not. */
typedef int32_t i32s __attribute__((vector_size(4 * LANES)));
typedef uint32_t u32s __attribute__((vector_size(4 * LANES)));

typedef struct {
  uint32_t cells, steps, replicates, individuals, common;
  float scale, low, width, threshold;
} Problem;

enum { MOST_CELLS = 32, NOISE_BYTES = 24 * 1024 };

static Problem problem;
static uint32_t (*initial_keys)[2], (*noise_keys)[2];
static uint32_t *intervals; /* [individual] */
static float **tables;      /* [individual][node][2] */
static floats *noise;       /* [step][cell] */
static floats *states;      /* [individual][cell] */
static uint32_t *patterns;  /* [individual][replicate] */

static inline u32s rotate(u32s x, int by) { return x << by | x >> (32 - by); }

static inline void threefry(const uint32_t key[2], u32s a, u32s b, u32s out[2]) {
  static const int rotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  const uint32_t schedule[3] = {key[0], key[1], key[0] ^ key[1] ^ 0x1bd11bda};
  a += schedule[0];
  b += schedule[1];
#pragma GCC unroll 5
  for (int group = 0; group < 5; group++) {
#pragma GCC unroll 4
    for (int round = 0; round < 4; round++) {
      a += b;
      b = rotate(b, rotations[group & 1][round]) ^ a;
    }
    a += schedule[(group + 1) % 3];
    b += schedule[(group + 2) % 3] + group + 1;
  }
  out[0] = a;
  out[1] = b;
}

static inline floats horner(floats sum, floats x, float c) { return sum * x + SET(c); }

/* ln x, of kernels/math/f32.ts. */
static inline floats logarithm(floats x) {
  const i32s shifted = (i32s)BITS(x) - 0x3f3504f3;
  const floats exponent = CONVERT((ints)(shifted >> 23));
  const floats y = FLOATS((ints)((shifted & 0x7fffff) + 0x3f3504f3)) - SET(1);
  const floats square = y * y;
  floats p = horner(SET(0.08700436353683472f), y, -0.14267486333847046f);
  p = horner(p, y, 0.14914767444133759f);
  p = horner(p, y, -0.1657758504152298f);
  p = horner(p, y, 0.19963063299655914f);
  p = horner(p, y, -0.2500133812427521f);
  p = horner(p, y, 0.3333390951156616f);
  floats tail = square * y * p;
  tail = tail + exponent * SET(-2.12194440054690583e-4f);
  tail = tail - square * SET(0.5f);
  return y + tail + exponent * SET(0.693359375f);
}

/* Box and Muller's pair, of kernels/random/normal.ts, times scale. */
static inline void normal_pair(const u32s words[2], float scale, floats *even, floats *odd) {
  const floats unit = SET(1.0f / 16777216.0f);
  const floats u = CONVERT((ints)((words[0] >> 8) + 1)) * unit;
  const floats turns = CONVERT((ints)(words[1] >> 8)) * unit;
  const floats radius = SQRT(SET(-2) * logarithm(u));
  const i32s quadrant = (i32s)TRUNCATE(turns * SET(4) + SET(0.5f));
  const floats r = turns - CONVERT((ints)quadrant) * SET(0.25f);
  const floats square = r * r;
  floats s = horner(SET(-75.39356231689453f), square, 81.59235382080078f);
  s = horner(s, square, -41.3416633605957f);
  s = r * horner(s, square, 6.2831854820251465f);
  floats c = horner(SET(-83.62918853759766f), square, 64.92242431640625f);
  c = square * horner(c, square, -19.73916244506836f) + SET(1);
  const i32s exchange = ((i32s)BITS(s) ^ (i32s)BITS(c)) & -(quadrant & 1);
  const i32s sine = ((i32s)BITS(s) ^ exchange) ^ (quadrant & 2) << 30;
  const i32s cosine = ((i32s)BITS(c) ^ exchange) ^ ((quadrant + 1) & 2) << 30;
  *even = SET(scale) * (radius * FLOATS((ints)cosine));
  *odd = SET(scale) * (radius * FLOATS((ints)sine));
}

static void draw_noise(const uint32_t key[2], uint32_t first, uint32_t steps, uint32_t replicate) {
  const u32s high = ((u32s)LANE_NUMBERS + replicate) << 11;
  floats *out = noise;
  for (uint32_t step = first; step < first + steps; step++, out += problem.cells) {
    for (uint32_t cell = 0; cell < problem.cells; cell += 2) {
      u32s words[2];
      threefry(key, (u32s)SETI(step), high | cell >> 1, words);
      /* The last, superfluous sine of an odd number of cells is overwritten by the next step. */
      normal_pair(words, problem.scale, &out[cell], &out[cell + 1]);
    }
  }
}

static inline floats look_up(const float *table, floats scale, floats average) {
  const floats u = average * scale;
  const ints i = TRUNCATE(u);
  const floats fraction = u - CONVERT(i);
#ifdef __AVX2__
  const floats y = _mm256_i32gather_ps(table, i, 8);
  const floats d = _mm256_i32gather_ps(table + 1, i, 8);
#else
  __m128 first = _mm_castpd_ps(_mm_load_sd((const double *)(table + 2 * _mm_extract_epi32(i, 0))));
  first = _mm_loadh_pi(first, (const __m64 *)(table + 2 * _mm_extract_epi32(i, 1)));
  __m128 second = _mm_castpd_ps(_mm_load_sd((const double *)(table + 2 * _mm_extract_epi32(i, 2))));
  second = _mm_loadh_pi(second, (const __m64 *)(table + 2 * _mm_extract_epi32(i, 3)));
  const floats y = _mm_shuffle_ps(first, second, 0x88);
  const floats d = _mm_shuffle_ps(first, second, 0xdd);
#endif
  return y + fraction * d;
}

/* An open line: an end cell sees its one neighbour. */
static void advance(floats *line, const float *table, uint32_t table_intervals, uint32_t steps) {
  const uint32_t last = problem.cells - 1;
  const floats scale = SET((float)table_intervals), half = SET(0.5f);
  const floats *xi = noise;
  for (uint32_t step = 0; step < steps; step++) {
    floats left = line[last > 0], state = line[0];
    const floats beyond = line[last > 0 ? last - 1 : 0];
    for (uint32_t cell = 0; cell <= last; cell++) {
      const floats next = cell == last ? beyond : line[cell + 1];
      const floats moved = state + look_up(table, scale, (left + next) * half) + *xi++;
      line[cell] = MIN(MAX(moved, SET(0)), SET(1));
      left = state;
      state = next;
    }
  }
}

static void draw_initial_states(const uint32_t key[2], floats *line, uint32_t replicate) {
  for (uint32_t cell = 0; cell < problem.cells; cell++) {
    u32s words[2];
    threefry(key, (u32s)SETI(cell), (u32s)LANE_NUMBERS + replicate, words);
    const floats u = (CONVERT((ints)(words[0] >> 8)) + SET(0.5f)) * SET(1.0f / 16777216.0f);
    line[cell] = SET(problem.low) + SET(problem.width) * u;
  }
}

static void read_patterns(const floats *line, uint32_t individual, uint32_t replicate) {
  for (uint32_t lane = 0; lane < LANES && replicate + lane < problem.replicates; lane++) {
    uint32_t word = 0;
    for (uint32_t cell = 0; cell < problem.cells; cell++) {
      word = word << 1 | (problem.threshold <= ((const float *)&line[cell])[lane]);
    }
    patterns[individual * problem.replicates + replicate + lane] = word << (32 - problem.cells);
  }
}

static void simulate(void) {
  const uint32_t chunk = NOISE_BYTES / (problem.cells * sizeof(floats));
  const uint32_t group = problem.common ? problem.individuals : 1;
  for (uint32_t replicate = 0; replicate < problem.replicates; replicate += LANES) {
    for (uint32_t first = 0; first < problem.individuals; first += group) {
      for (uint32_t i = first; i < first + group; i++) {
        draw_initial_states(initial_keys[first], states + i * problem.cells, replicate);
      }
      for (uint32_t step = 0; step < problem.steps; step += chunk) {
        const uint32_t steps = problem.steps - step < chunk ? problem.steps - step : chunk;
        draw_noise(noise_keys[first], step, steps, replicate);
        for (uint32_t i = first; i < first + group; i++) {
          advance(states + i * problem.cells, tables[i], intervals[i], steps);
        }
      }
      for (uint32_t i = first; i < first + group; i++) {
        read_patterns(states + i * problem.cells, i, replicate);
      }
    }
  }
}

static void read_exactly(void *to, size_t bytes, FILE *file) {
  if (fread(to, 1, bytes, file) != bytes) {
    fprintf(stderr, "simulate: the problem's file is too short\n");
    exit(1);
  }
}

static void *allocate(size_t bytes) {
  void *at = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (at == NULL) exit(1);
  memset(at, 0, bytes);
  return at;
}

static void read_problem(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(1);
  read_exactly(&problem, sizeof problem, file);
  if (problem.cells < 1 || problem.cells > MOST_CELLS) exit(1);
  const size_t keys = problem.common ? 1 : problem.individuals;
  initial_keys = allocate(keys * 8);
  noise_keys = allocate(keys * 8);
  read_exactly(initial_keys, keys * 8, file);
  read_exactly(noise_keys, keys * 8, file);
  intervals = allocate(problem.individuals * sizeof *intervals);
  tables = allocate(problem.individuals * sizeof *tables);
  for (uint32_t i = 0; i < problem.individuals; i++) {
    read_exactly(&intervals[i], 4, file);
    tables[i] = allocate((intervals[i] + 1) * 8);
    read_exactly(tables[i], (intervals[i] + 1) * 8, file);
  }
  fclose(file);
  noise = allocate(NOISE_BYTES + sizeof(floats));
  states = allocate(problem.individuals * problem.cells * sizeof(floats));
  patterns = allocate(problem.individuals * problem.replicates * sizeof *patterns);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  read_problem(arguments[1]);
  char line[64];
  while (fgets(line, sizeof line, stdin) != NULL) {
    if (strcmp(line, "patterns\n") == 0) {
      fwrite(patterns, sizeof *patterns, problem.individuals * problem.replicates, stdout);
      return 0;
    }
    const double start = now();
    simulate();
    printf("%.9f\n", now() - start);
    fflush(stdout);
  }
  return 0;
}
