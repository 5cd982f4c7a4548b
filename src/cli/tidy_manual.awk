# tidy_manual.awk - makes of scdoc's manual page one that mandoc's lint has nothing to say about
#
# scdoc puts .P also where it means nothing (behind a heading, before one) and before .RE rather than
# behind it; the title of a page is in capitals by custom; a line has at most 80 bytes.

function put(line,    end) {
    while (length(line) > 80) {
        for (end = 80; end > 1 && substr(line, end, 1) != " "; end--)
            ;
        if (end == 1)
            break
        print substr(line, 1, end - 1)
        line = substr(line, end + 1)
    }
    print line
}

/^\.TH / { $2 = toupper($2) }

/^\.P$/ { wants_paragraph = 1; next }

/^\.RE$/ {
    print
    at_heading = 0
    wants_paragraph = 1
    next
}

/^\.(SH|SS|TH) / {
    print
    at_heading = 1
    wants_paragraph = 0
    next
}

{
    if (wants_paragraph && !at_heading)
        print ".P"
    wants_paragraph = at_heading = 0
    put($0)
}
