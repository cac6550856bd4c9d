/* A program for musl, linked without its headers: it says that it has started, or waits until it is asked to end. */
extern int __libc_start_main(int (*)(int, char **), int, char **);
extern int puts(const char *);
extern int fflush(void *);
extern char *getenv(const char *);
extern int pause(void);

static int run(int argc, char **argv) {
  (void)argc;
  (void)argv;
  puts("started");
  fflush(0);
  if (getenv("TRAP")) pause();
  return 0;
}

__asm__(".globl _start\n_start:\n xor %ebp,%ebp\n mov %rsp,%rdi\n and $-16,%rsp\n call begin\n");

__attribute__((used)) static void begin_c(long *stack) { __libc_start_main(run, (int)*stack, (char **)(stack + 1)); }
__asm__("begin:\n jmp begin_c\n");
