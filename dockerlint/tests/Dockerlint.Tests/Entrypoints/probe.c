/* An application for the generated entrypoints. It behaves as the program whose name it is called by, writes down what
   happens to it in $PROBE_DIR, and drains for 0.25 s. python3 leaves an ignored SIGINT alone, as CPython does. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t draining, quitting;

static void drain(int signal) { (void)signal; draining = 1; }
static void quit(int signal) { (void)signal; quitting = 1; }

static void note(const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", getenv("PROBE_DIR"), name);
    close(open(path, O_CREAT | O_WRONLY, 0644));
}

static void on(int signal, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, NULL);
}

static int is_ignored(int signal)
{
    struct sigaction action;
    sigaction(signal, NULL, &action);
    return action.sa_handler == SIG_IGN;
}

static void install(const char *name, const char *argument)
{
    if (!strcmp(name, "uvicorn")) { on(SIGTERM, drain); on(SIGINT, drain); }
    if (!strcmp(name, "unicorn")) { on(SIGQUIT, drain); on(SIGTERM, quit); on(SIGINT, quit); }
    if (!strcmp(name, "httpd")) { on(SIGWINCH, drain); on(SIGTERM, quit); }
    if (!strcmp(name, "haproxy")) { on(SIGUSR1, drain); on(SIGTERM, quit); on(SIGINT, quit); }
    if (!strcmp(name, "python3"))
    {
        if (strstr(argument, "term.py")) on(SIGTERM, drain);
        if (strstr(argument, "deaf.py")) on(SIGTERM, SIG_IGN);
        if (strstr(argument, "plain.py") && !is_ignored(SIGINT)) on(SIGINT, drain);
    }
}

int main(int count, char **words)
{
    const char *slash = strrchr(words[0], '/');
    install(slash ? slash + 1 : words[0], count > 1 ? words[1] : "");
    note("ready");
    struct timespec tick = { 0, 5000000 };
    while (!draining && !quitting) nanosleep(&tick, NULL);
    if (quitting) return 0;
    note("began");
    for (int left = 50; left > 0; left--)
    {
        nanosleep(&tick, NULL);
        if (quitting) return 0;
    }
    note("done");
    return 0;
}
