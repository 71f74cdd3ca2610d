package ticketing.planted;
interface BadlyFormatted { int   lines( ) ;}
