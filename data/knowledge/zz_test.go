package knowledge
import ("testing";"time";"fmt")
func TestZZ(t *testing.T){ c:=theCrowd(t)
for i := range c.k.Options { o:=&c.k.Options[i]; if c.best[i]>=most(o) {continue}
 for _,p:=range c.placesOf(o.ID){ g:=c.wanted(o,p.gate); st:=time.Now(); v,w:=solve(c.questions,g...); s:=fmt.Sprint(o.ID," ",c.k.Sources[p.source].ID," ",v," ",time.Since(st))
 if v==possible { a,more:=w.answers(),map[string]int{}; _=more; for _,s:=range c.pushed(g,p.source){c.push(a,s)}; c.fill(a,c.calm); as,_:=c.note(a); if as!=nil { for _,l:=range as.Ladders{ see:=func(rs []int){}; _=see; for _,r:=range l.Rungs{ for _,x:=range r.Options{ if int(x.Option)==i { s+=fmt.Sprint(" | ",c.k.Sources[l.Source].ID," ",x.Status," gate ",x.Gate); for _,q:=range x.Reasons{ s+=fmt.Sprint(" ",q.Kind,q.Truth,q.Index)} } } } } ; for _,f:=range as.Triage.Flags{ s+=fmt.Sprint(" !",c.k.Flags[f.Flag].ID,f.Level)} } else {s+=" ERR"} }
 t.Log(s) } } }
