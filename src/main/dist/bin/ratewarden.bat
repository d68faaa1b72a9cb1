@echo off
rem Starts Ratewarden from this folder with a JDK 25 or later, which it looks for by itself.
setlocal EnableExtensions DisableDelayedExpansion

set "NEEDED=25"
set "HOME_FOLDER=%~dp0.."
set "FOUND="

if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined FOUND for /f "delims=" %%J in ('where java 2^>nul') do if not defined FOUND call :tryjava "%%J"
if not defined FOUND call :try "%HOME_FOLDER%\runtime"
for %%B in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Amazon Corretto" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  if not defined FOUND if exist "%%~B" for /d %%D in ("%%~B\*") do if not defined FOUND call :try "%%~D"
)
if not defined FOUND (
  echo ratewarden: no Java %NEEDED% or later found in JAVA_HOME, PATH or the usual places; install a JDK %NEEDED% ^(https://adoptium.net^) or set JAVA_HOME to one 1>&2
  exit /b 1
)

"%FOUND%" -XX:-UsePerfData --module-path "%HOME_FOLDER%\lib\javafx" --add-modules ALL-MODULE-PATH --enable-native-access=ALL-UNNAMED,javafx.graphics %RATEWARDEN_JAVA_OPTS% -cp "%HOME_FOLDER%\lib\*" dev.ratewarden.Ratewarden %*
exit /b %ERRORLEVEL%

:try
if exist "%~1\bin\java.exe" call :tryjava "%~1\bin\java.exe"
exit /b 0

rem Takes the java at %1 if it is recent enough. It prints a line such as: openjdk version "25.0.1" 2025-10-21
:tryjava
set "MAJOR="
for /f "tokens=3" %%V in ('^""%~1" -version 2^>^&1 ^| findstr /i /c:"version"^"') do if not defined MAJOR for /f "delims=.-+" %%M in ("%%~V") do set "MAJOR=%%M"
if not defined MAJOR exit /b 0
if %MAJOR% GEQ %NEEDED% set "FOUND=%~1"
exit /b 0
