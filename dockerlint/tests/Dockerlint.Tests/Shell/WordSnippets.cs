namespace Dockerlint.Tests.Shell;

/// <summary>A text and its tree in the notation of <see cref="TreeDump"/>.</summary>
public static class WordSnippets
{
    /// <summary>Read as bash.</summary>
    public static TheoryData<string, string> Words => new()
    {
        { """echo 'a b' "a b" a\ b""", """(cmd echo 'a b' "a b" 'a b')""" },
        { """echo a'b'"c"d""", """(cmd echo a'b'"c"d)""" },
        { "echo \"$a ${b} $1 $@\"", """(cmd echo "$a $b $1 $@")""" },
        { "echo $1$#$?$$$!$-", "(cmd echo $1$#$?$$$!$-)" },
        { "echo $10 ${10}", "(cmd echo $10 $10)" },
        { """echo $ a$ "$" $%""", """(cmd echo $ a$ "$" $%)""" },
        { "echo \"a\\\"b\\$c\\x\"", """(cmd echo "a"b$c\x")""" },
        { """echo "" ''""", """(cmd echo "" '')""" },
        { """echo ${x:-y} ${x-} ${x:+"$y"} ${x:?no}""", """(cmd echo ${x :- y} ${x - } ${x :+ "$y"} ${x :? no})""" },
        { "echo ${x%.*} ${x##*/} ${#x} ${#} ${#@}", "(cmd echo ${x % .*} ${x ## */} ${x # } $# ${@ # })" },
        { "echo \"${x:-\"a b\"}\" \"${x:-}}\"", """(cmd echo "${x :- "a b"}" "${x :- }}")""" },
        { """echo ${x:-$(a "}")} ${x:-${y:-z}}""", """(cmd echo ${x :- $(a "}")} ${x :- ${y:-z}})""" },
        { "echo \"${x:-it's}\"", """(cmd echo "${x :- it's}"}") ERROR""" },
        { "echo $(a; b) \"$(c \"$(d)\")\"", """(cmd echo $(list (cmd a) (cmd b)) "$(cmd c "$(cmd d)")")""" },
        { "x=$(case y in y) echo ;; esac)", "(cmd x=$(case y {y => (cmd echo)}))" },
        { "echo $( (a); b ) $()", "(cmd echo $(list (subshell (cmd a)) (cmd b)) $(list))" },
        { "echo `a` \"`b`\"", """(cmd echo $(cmd a) "$(cmd b)")""" },
        { """echo `a \`b\` "c"`""", """(cmd echo $(cmd a $(cmd b) "c"))""" },
        { "echo \"`a \"b\"` `a \\\"b\\\"`\"", """(cmd echo "$(cmd a "b") $(cmd a "b")")""" },
        { "echo $((1+2)) $(( (a)*2 )) \"$((x))\"", """(cmd echo $((1+2)) $(( (a)*2 )) "$((x))")""" },
        { "echo * ?.txt [ab] [ ~ ~/x a~ {a,b}", "(cmd echo g:* g:?.txt g:[ab] [ g:~ g:~/x a~ g:{a,b})" },
        { "A=* B=~/x app", "(cmd A=* B=g:~/x app)" },
        { """echo \* "*" '*'""", """(cmd echo '*' "*" '*')""" },
        { "echo $(a # c )\n)", "(cmd echo $(cmd a))" },
        { "echo \"$(cat <file)\"", """(cmd echo "$(cmd cat <file)")""" },
        { "echo $(<file)", "(cmd echo $(cmd <file))" },
        { "p=$(a &\nb)", "(cmd p=$(list (bg (cmd a)) (cmd b)))" },
        { "'multi\nline' x", """(cmd 'multi\nline' x)""" },
    };

    /// <summary>Read as bash.</summary>
    public static TheoryData<string, string> HereDocuments => new()
    {
        { "cat <<X\nbody $x\nX\nafter", """(list (cmd cat <<X[body $x\n]) (cmd after))""" },
        { "cat <<-X\n\ta\n\t\tb\n\tX\n", """(cmd cat <<-X[a\nb\n])""" },
        { "cat <<'X'\n$(\nX\n", """(cmd cat <<'X'[$(\n])""" },
        { "a <<X && b <<\\Y\n1\nX\n2\nY\nc", """(list (&& (cmd a <<X[1\n]) (cmd b <<'Y'[2\n])) (cmd c))""" },
        { "cat <<X | b\nno end", "(| (cmd cat <<X[no end]) (cmd b))" },
        { "cat <<\"A B\" > f\nx\nA B\n", """(cmd cat <<"A B"[x\n] >f)""" },
        { "if a <<X; then b; fi\n1\nX\n", """(if (cmd a <<X[1\n]) (cmd b))""" },
        { "$(cat <<X\nin\nX\n)", """(cmd $(cmd cat <<X[in\n]))""" },
        { "cat <<X\na\\\nX\nX\n", """(cmd cat <<X[a\\nX\n])""" },
        { "{ cat <<X; }\n1\nX\n", """(group (cmd cat <<X[1\n]))""" },
        { "cat <<X\r\na\r\nX\r\nb", """(list (cmd cat <<X[a\r\n]) (cmd b))""" },
        { "cat <<X <<X\nX\nX\n", "(cmd cat <<X[] <<X[])" },
        { "cat <<X", "(cmd cat <<X[])" },
        { "a <<X\nX y\nX\nb", """(list (cmd a <<X[X y\n]) (cmd b))""" },
        { "cat > /e.sh <<'EOF'\n#!/bin/sh\nexec \"$@\"\nEOF\nchmod +x /e.sh",
            """(list (cmd cat >/e.sh <<'EOF'[#!/bin/sh\nexec "$@"\n]) (cmd chmod +x /e.sh))""" },
    };
}
