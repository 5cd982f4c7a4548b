/*
 * told_events.h - invented events, each told several times in words of their own
 */
#ifndef WTW_TESTS_MATCH_TOLD_EVENTS_H
#define WTW_TESTS_MATCH_TOLD_EVENTS_H

#include "wiretwin.h"

enum { TOLD_FIRE = 0, TOLD_BRIDGE = 1, TOLD_HARBOUR = 2 };

struct told_article {
    int event;
    uint32_t source;
    const char *title;
    const char *text;
};

/* A fire at a paper mill, a bridge that was closed, a strike at a harbour. */
static const struct told_article told_articles[] = {
    {TOLD_FIRE, 1, "Fire destroys paper mill in Ardin",
     "A fire destroyed the paper mill of Wexelby Brothers in Ardin on Tuesday night, and "
     "212 workers were brought to safety. Mayor Helka Zarnitz said the flames had begun "
     "in a drying hall. Firemen from six towns fought until the morning, and two of them "
     "were treated for smoke. The mill, founded in 1871, had made newsprint for papers "
     "in the whole valley of the Ister, and the company said it did not know whether it "
     "would be built up again."},
    {TOLD_FIRE, 2, "Ardin mill burns down",
     "Nothing is left of the old Wexelby paper mill but its chimney. The blaze, which "
     "broke out at about ten in the evening, spread from the drying hall to the paper "
     "store within minutes, witnesses in Ardin told this newspaper. All 212 people of "
     "the late shift got out. \"We heard a bang and ran,\" said Tomas Quillan, who has "
     "worked at the mill for thirty years. Helka Zarnitz, the mayor, spoke of a black "
     "day for the Ister valley. Two firemen breathed in smoke."},
    {TOLD_FIRE, 3, "212 escape flames in newsprint works",
     "All workers escaped when the Wexelby mill in Ardin went up in flames, but the town "
     "has lost its largest employer. Police are looking into whether a dryer ran hot. "
     "The mill's owners would not say if the 212 jobs can be kept; mayor Zarnitz has "
     "asked the government for help. Since 1871 newsprint has been rolled by the Ister, "
     "and hardly a family in Ardin has not had somebody at Wexelby Brothers."},
    {TOLD_BRIDGE, 1, "Olmen bridge closed for a year",
     "The Saint Korvin bridge in Olmen will be closed to all traffic for at least a "
     "year, the roads office said on Friday, since engineers found cracks in 14 of its "
     "steel hangers. About 38,000 cars cross the Varda on it each day. Director Ilmar "
     "Teesdale said that repairs would cost 61 million crowns and that a ferry would "
     "take people on foot from Monday on."},
    {TOLD_BRIDGE, 4, "Cracks force Saint Korvin bridge to shut",
     "Drivers in Olmen face long ways round: the city's main crossing over the Varda is "
     "shut. Cracks were seen in fourteen hangers of the Saint Korvin bridge, of which "
     "Ilmar Teesdale, who heads the roads office, said that no one could promise they "
     "would hold. The 38,000 cars of a day have to go by way of the ring road. The city "
     "has set aside 61 million crowns, and there will be a ferry."},
    {TOLD_BRIDGE, 5, "Ferry to replace Olmen's bridge",
     "A ferry is to carry people over the Varda as long as the Saint Korvin bridge is "
     "under repair, which may well last until next autumn. Engineers who looked at its "
     "hangers last week found cracks. Ilmar Teesdale of the roads office called the "
     "closing painful and without alternative; shopkeepers in Olmen want money for what "
     "they will lose. It will cost 61 million crowns to make the bridge safe again."},
    {TOLD_HARBOUR, 2, "Dockers of Port Selwyn walk out",
     "Dockers in Port Selwyn laid down work on Wednesday in a quarrel over night shifts. "
     "The union, led by Brona Fitzalan, says that 1,900 of its members followed the "
     "call; eleven ships lie before the harbour and wait. The port company offered to "
     "talk about pay but not about shifts. Fruit importers warned that bananas worth "
     "nine million would rot within the week."},
    {TOLD_HARBOUR, 6, "Strike shuts Port Selwyn harbour",
     "No crane moved at Port Selwyn: with 1,900 dockers on strike, the second harbour of "
     "the country stood still. \"Nobody can stand seven nights in a row,\" said union "
     "leader Brona Fitzalan. The port company regrets the strike and wants to talk. "
     "Eleven ships were at anchor outside, most of them with fruit; importers fear for "
     "their bananas, and for nine million."},
};
enum { TOLD_COUNT = sizeof told_articles / sizeof told_articles[0] };

#define TOLD_DAY INT64_C(86400)

/* The article as an engine takes it; all of an event are of two days. */
static inline struct wtw_article told_article(size_t i)
{
    const struct told_article *told = &told_articles[i];

    return (struct wtw_article){.text = told->text,
                                .text_bytes = strlen(told->text),
                                .published_seconds = (200 + (int64_t)i % 2) * TOLD_DAY,
                                .source = told->source,
                                .title = told->title,
                                .title_bytes = strlen(told->title)};
}

#endif
