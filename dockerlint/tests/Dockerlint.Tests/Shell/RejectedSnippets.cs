namespace Dockerlint.Tests.Shell;

/// <summary>Texts that at least one of the shells refuses.</summary>
internal static class RejectedSnippets
{
    public static readonly string[] Texts =
    [
        "fi", "a; fi", "fi x", "}", "a; }", "{ a }", "{ }", "( )", "()", "a &&", "&& a", "a | | b", "a ||", "|", ";", "; a", "a;; b", "a & & b",
        "a & ; b",
        "if a; then fi", "if ; then b; fi", "if a; then b", "if a then b; fi", "else", "while a; do done", "while a do b; done", "do a; done", "done",
        "for", "for i in a; done", "for i in a do b; done", "for i in a; do", "for in in a; do b; done", "case", "case x", "case x in a b) c;; esac",
        "case x in a) b;; c", "case x in a) b esac", "case x in a) b;; esac; esac", "a (b)", "a b ()", "(a", "a)", "(a) b", "{ a; } b", "a >",
        "a > > b",
        "> ", "a 'b", "a \"b", "a $(b", "a ${b", "a `b", "a $((1", "a <(b", "[[ a b ]]", "[[ -f ]]", "[[ a", "[[ ( a ]]",
        "[[ a -eq ]]", "a=(b", "a=(b; c)", "a=b (c)", "echo a=(b)", "f()", "f() a", "f() { a", "function", "function f", "! ", "time", "! ! a",
        "then a", "then", "elif a", "esac", "in a", "select", "coproc", "a |& b", "a <<< b", "a <<", "a <<X >", "echo !(a)", "((a)", "((a) b", "((a",
        "for ((i=0;i<1)); do a; done", "\"if\" a; then b; fi", "a; in", "!a", "{a; }", "if(a) then b; fi", "while(a) do b; done",
        "for((;;)) do a; done", "case(x)in a) b;; esac", "(a)b", "(a)(b)", "a&b", "a>b&", "a\n)\n", "echo a ;;", "echo $(case x in x) y;; esac)",
        "${", "a ||| b",
        "`", "a `b \\` c", "echo `if`", "echo \"`if`\"", "$(if)", "echo ${x:-$(if)}", "a \\", "\\", "$", "echo \"${x:-'}\"", "echo \"${x#'}'}\"",
        "echo ${x:-'}'}",
        "function f() a", "coproc N", "coproc { a; } >f", "a() b() { c; }", "a() { b; } c", "a=1 b() { c; }", ">f a() { b; }",
        "case x in (a|b|) c;; esac",
        "case x in |a) c;; esac", "case x in esac) b;; esac", "case x in (esac) b;; esac", "select x; do a; done", "for x in a; { b; }",
        "until a; { b; }",
    ];
}
